import { recall, remember } from '../storage'
import { createStore, useStore } from '../store'
import { formatPreference, parsePreference, preferenceFromSystem, type ViewPreference } from './preference'
import { showOnRoot } from './root-view'
import { systemTextScale } from './system-scale'
import { watchTabBar } from './tab-bar'

export { type TextScale, textScales, type ViewMode, type ViewPreference } from './preference'

const KEY = 'view'

const view = createStore<ViewPreference>(parsePreference(recall(KEY)) ?? preferenceFromSystem(systemTextScale()))

showOnRoot(view.get())
watchTabBar()
view.subscribe(() => showOnRoot(view.get()))

/** The view this person reads in. */
export function useView(): ViewPreference {
  return useStore(view)
}

export function chooseView(next: ViewPreference) {
  remember(KEY, formatPreference(next))
  view.set(next)
}
