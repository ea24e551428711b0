import { createStore, useStore } from '../store'

const online = createStore(navigator.onLine)
window.addEventListener('online', () => online.set(true))
window.addEventListener('offline', () => online.set(false))

/** Whether the device has a network at all. */
export function useOnline(): boolean {
  return useStore(online)
}
