import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import ApisView from './views/ApisView.vue'
import ConnectionsView from './views/ConnectionsView.vue'
import HealthView from './views/HealthView.vue'
import OverviewView from './views/OverviewView.vue'
import ReportsView from './views/ReportsView.vue'
import SettingsView from './views/SettingsView.vue'
import TrendsView from './views/TrendsView.vue'
import UsersView from './views/UsersView.vue'

export function makeRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'overview', component: OverviewView },
      { path: '/trends', name: 'trends', component: TrendsView },
      { path: '/apis', name: 'apis', component: ApisView },
      { path: '/users', name: 'users', component: UsersView },
      { path: '/reports', name: 'reports', component: ReportsView },
      { path: '/health', name: 'health', component: HealthView },
      { path: '/connections', name: 'connections', component: ConnectionsView },
      { path: '/settings', name: 'settings', component: SettingsView },
      // What bookmarks and the last view of earlier versions name.
      { path: '/connection', redirect: ({ query }) => ({ name: 'connections', query }) },
      { path: '/:other(.*)*', redirect: { path: '/' } },
    ],
  })
}
