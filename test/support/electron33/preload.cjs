// Supplies what an Electron older than the product is written for lacks. Loaded with -r before the app.
const { register } = require('node:module')
const { pathToFileURL } = require('node:url')

if (Number.parseInt(process.versions.electron, 10) < 40) {
  register('./resolve.mjs', pathToFileURL(__filename))
  require('./safe-storage.cjs')
}
