const supplied = {
  'node:sqlite': '@photostructure/sqlite',
  'node:tls': new URL('tls.mjs', import.meta.url).href,
}

export function resolve(specifier, context, next) {
  const isSupply = context.parentURL === supplied['node:tls']
  return next(isSupply ? specifier : (supplied[specifier] ?? specifier), context)
}
