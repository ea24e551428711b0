import { createStore, useStore } from './store'

/** How to try again, while a page that was asked for could not be fetched. */
export const pageRetry = createStore<(() => Promise<void>) | null>(null)
export const usePageRetry = () => useStore(pageRetry)
