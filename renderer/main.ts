import './styles/font.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/cards.css'
import './styles/endpoints.css'
import './styles/form.css'
import './styles/marks.css'
import './styles/calendar.css'
import './styles/lists.css'
import { makeApp } from './app.ts'

// The theme stands before the first paint; drawing the frame is a task of its own.
const app = makeApp(window.bridge)
setTimeout(() => app.mount('#app'))
