const supplied = { 'node:sqlite': '@photostructure/sqlite' }

export function resolve(specifier, context, next) {
  return next(supplied[specifier] ?? specifier, context)
}
