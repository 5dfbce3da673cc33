import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import ApisView from './views/ApisView.vue'
import ConnectionView from './views/ConnectionView.vue'
import HealthView from './views/HealthView.vue'
import OverviewView from './views/OverviewView.vue'

export function makeRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'overview', component: OverviewView },
      { path: '/apis', name: 'apis', component: ApisView },
      { path: '/health', name: 'health', component: HealthView },
      { path: '/connection', name: 'connection', component: ConnectionView },
      { path: '/:other(.*)*', redirect: { path: '/' } },
    ],
  })
}
