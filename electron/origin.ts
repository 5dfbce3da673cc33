/** Where the page lives in Electron. */
export const appScheme = 'app'
export const appOrigin = 'app://tallyscope'
export const appPage = `${appOrigin}/`
