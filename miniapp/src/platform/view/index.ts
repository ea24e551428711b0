import { createStore, useStore } from '../store'
import { recall, remember } from '../storage'
import { formatPreference, parsePreference, preferenceFromSystem, type ViewPreference } from './preference'
import { systemTextScale } from './system-scale'

export { type TextScale, textScales, type ViewMode, type ViewPreference } from './preference'

const KEY = 'view'

const view = createStore<ViewPreference>(parsePreference(recall(KEY)) ?? preferenceFromSystem(systemTextScale()))

/** The view this person reads in. */
export function useView(): ViewPreference {
  return useStore(view)
}

export function chooseView(next: ViewPreference) {
  remember(KEY, formatPreference(next))
  view.set(next)
}
