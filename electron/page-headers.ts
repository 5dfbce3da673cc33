const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** The headers of everything that is given to the page. `connect` is a further place that it may connect to. */
export function pageHeaders(contentType: string, connect = ''): Record<string, string> {
  const directives = Object.entries(policy).map(([name, sources]) =>
    name === 'connect-src' && connect ? `${name} ${sources} ${connect}` : `${name} ${sources}`,
  )
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': directives.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}
