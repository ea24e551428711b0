import { callbackApi, text, WxFailure } from './call.ts'
import type { WxHost } from './host.ts'

const totalBytes = 10 * 1024 * 1024
const keyBytes = 1024 * 1024

/** Storage as on a phone: JSON values, 1 MB a key, 10 MB in all. */
export function storageApi(host: WxHost): Record<string, unknown> {
  const { realm, phone } = host
  const stored = phone.storage
  const used = () => [...stored].reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0)

  const put = (key: string, value: unknown) => {
    if (!key) throw new WxFailure('key is empty')
    const json = JSON.stringify({ value })
    const bytes = Buffer.byteLength(json)
    if (bytes > keyBytes) throw new WxFailure('entry size limit reached')
    if (used() + bytes > totalBytes) throw new WxFailure('exceed storage max size')
    stored.set(key, json)
  }
  const take = (key: string): { found: boolean; value: unknown } => {
    const json = stored.get(key)
    return json === undefined
      ? { found: false, value: '' }
      : { found: true, value: realm.import((JSON.parse(json) as { value?: unknown }).value) }
  }
  const info = () => ({ keys: [...stored.keys()], currentSize: Math.ceil(used() / 1024), limitSize: totalBytes / 1024 })

  return {
    setStorageSync: put,
    getStorageSync: (key: string) => take(key).value,
    removeStorageSync: (key: string) => {
      stored.delete(key)
    },
    clearStorageSync: () => stored.clear(),
    getStorageInfoSync: () => realm.import(info()),
    setStorage: callbackApi(realm, 'setStorage', (options) => put(text(options, 'key'), options.data)),
    getStorage: callbackApi(realm, 'getStorage', (options) => {
      const { found, value } = take(text(options, 'key'))
      if (!found) throw new WxFailure('data not found')
      return { data: value }
    }),
    removeStorage: callbackApi(realm, 'removeStorage', (options) => void stored.delete(text(options, 'key'))),
    clearStorage: callbackApi(realm, 'clearStorage', () => stored.clear()),
    getStorageInfo: callbackApi(realm, 'getStorageInfo', info),
  }
}
