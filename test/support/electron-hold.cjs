// Loaded with -r: holds the app's window back until the test has taken hold of the program and calls releaseApp. A window
// that loads while the test attaches to it is now and then never seen.
const { app } = require('electron')

const whenReady = app.whenReady.bind(app)
const released = new Promise((resolve) => (globalThis.releaseApp = resolve))
app.whenReady = () => whenReady().then(() => released)
