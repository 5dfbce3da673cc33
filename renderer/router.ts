import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import ConnectionView from './views/ConnectionView.vue'
import OverviewView from './views/OverviewView.vue'

export function makeRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'overview', component: OverviewView },
      { path: '/connection', name: 'connection', component: ConnectionView },
      { path: '/:other(.*)*', redirect: { path: '/' } },
    ],
  })
}
