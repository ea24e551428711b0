import type { ViewPreference } from './preference'
import './root-view.scss'

/** On the web the tab bar lies outside every page: it learns the view from the root element. */
export function showOnRoot({ mode, scale }: ViewPreference) {
  document.documentElement.dataset.view = mode
  document.documentElement.style.setProperty('--fs', String(scale))
}
