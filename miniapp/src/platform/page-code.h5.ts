import Taro from '@tarojs/taro'
import { warn } from './log'
import { pageRetry } from './page-retry'

interface WebRoute {
  path: string
  load(): readonly unknown[]
}
interface RouterWindow {
  __taroAppConfig?: { routes: readonly WebRoute[] }
}

/** Gets the code and the styles of a page; the bundler remembers what it has and asks again for what failed. */
async function fetchCode(url: string) {
  const path = url.replace(/^\//, '').split('?')[0]
  const route = (window as RouterWindow).__taroAppConfig?.routes.find((known) => known.path === path)
  await Promise.all(route?.load() ?? [])
}

const serverAnswers = (url: string) =>
  fetch(url, { method: 'HEAD', cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  )

let wanted: string | null = null

async function fetchThenOpen(url: string, open: () => void) {
  wanted = url
  try {
    await fetchCode(url)
  } catch (error) {
    warn('page code', url, error)
    if (wanted !== url) return
    wanted = null
    // The server is there but has this page's files no more: a newer version was published, and opening it afresh brings it.
    if (await serverAnswers(url)) window.location.assign(url)
    else pageRetry.set(() => fetchThenOpen(url, open))
    return
  }
  if (wanted !== url) return
  wanted = null
  pageRetry.set(null)
  open()
}

/** Opens a page once its code is here, so that without a network a touch is answered in words and the address stays right. */
export function whenFetched(url: string, open: () => void) {
  // A second touch while the first is still being answered.
  if (wanted !== url) void fetchThenOpen(url, open)
}

const isUnfetchedCode = (reason: unknown) =>
  reason instanceof Error && (reason.name === 'ChunkLoadError' || ('code' in reason && reason.code === 'CSS_CHUNK_LOAD_FAILED'))

// The first page, and those that the browser's own back and forward lead to, are fetched by the router.
window.addEventListener('unhandledrejection', (event) => {
  if (!isUnfetchedCode(event.reason)) return
  event.preventDefault()
  warn('page code', event.reason)
  const url = `${window.location.pathname}${window.location.search}`
  pageRetry.set(() => fetchThenOpen(url, () => void Taro.redirectTo({ url })))
})
