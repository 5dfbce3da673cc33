import './styles/font.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/cards.css'
import './styles/form.css'
import './styles/marks.css'
import { makeApp } from './app.ts'

makeApp(window.bridge).mount('#app')
