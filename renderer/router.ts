import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import { laterViews } from './later-views.ts'
import OverviewView from './views/OverviewView.vue'

export function makeRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'overview', component: OverviewView },
      { path: '/trends', name: 'trends', component: laterViews.trends },
      { path: '/apis', name: 'apis', component: laterViews.apis },
      { path: '/users', name: 'users', component: laterViews.users },
      { path: '/reports', name: 'reports', component: laterViews.reports },
      { path: '/health', name: 'health', component: laterViews.health },
      { path: '/connections', name: 'connections', component: laterViews.connections },
      { path: '/settings', name: 'settings', component: laterViews.settings },
      // What bookmarks and the last view of earlier versions name.
      { path: '/connection', redirect: ({ query }) => ({ name: 'connections', query }) },
      { path: '/:other(.*)*', redirect: { path: '/' } },
    ],
  })
}
