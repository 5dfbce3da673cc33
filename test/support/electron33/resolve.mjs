const supplied = {
  'node:sqlite': '@photostructure/sqlite',
  'node:tls': './tls.mjs',
}

/** The supply is found from here, wherever the file that asks for it may lie: in a packed program too. */
export function resolve(specifier, context, next) {
  const supply =
    context.parentURL === new URL('tls.mjs', import.meta.url).href ? undefined : supplied[specifier]
  return supply ? next(supply, { ...context, parentURL: import.meta.url }) : next(specifier, context)
}
