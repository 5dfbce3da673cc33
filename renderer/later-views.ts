import type { Component } from 'vue'
import ViewFailure from './views/ViewFailure.vue'

type LoadView = () => Promise<Component>

/** Views whose code is fetched when one goes to them, or by `fetchViews` before that. */
export const laterViews = {
  trends: later(() => import('./views/TrendsView.vue')),
  apis: later(() => import('./views/ApisView.vue')),
  users: later(() => import('./views/UsersView.vue')),
  reports: later(() => import('./views/ReportsView.vue')),
  health: later(() => import('./views/HealthView.vue')),
  connections: later(() => import('./views/ConnectionsView.vue')),
  settings: later(() => import('./views/SettingsView.vue')),
}

/** Fetches the code of every view, so that going to one is immediate. */
export async function fetchViews(): Promise<void> {
  await Promise.all(Object.values(laterViews).map((load) => load()))
}

/** A view that cannot be fetched is a view that says so; the browser has told its console why. */
function later(load: () => Promise<{ default: Component }>): LoadView {
  return async () => {
    try {
      return (await load()).default
    } catch {
      return ViewFailure
    }
  }
}
