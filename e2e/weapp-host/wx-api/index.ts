import { accountApi } from './account.ts'
import { deviceApi } from './device.ts'
import { fileApi } from './files.ts'
import type { WxHost } from './host.ts'
import { interfaceApi } from './interface.ts'
import { documentedNames } from './known-names.ts'
import { navigationApi } from './navigation.ts'
import { requestApi } from './request.ts'
import { selectorQueryApi } from './selector-query.ts'
import { socketApi } from './socket.ts'
import { soundApi } from './sound.ts'
import { storageApi } from './storage.ts'

/**
 * The `wx` object. A documented API that this host lacks may be read (feature detection), but a call is recorded as a
 * fault and throws; a name WeChat does not know is undefined, as on a phone.
 */
export function createWx(host: WxHost): object {
  const present: Record<string, unknown> = {
    ...deviceApi(host),
    ...storageApi(host),
    ...navigationApi(host),
    ...interfaceApi(host),
    ...accountApi(host),
    ...selectorQueryApi(host),
    ...fileApi(host),
    ...socketApi(host),
    ...soundApi(host),
    request: requestApi(host),
  }
  const base = present.canIUse as (schema: string) => boolean
  const documented = documentedNames()
  present.canIUse = (schema: string) => {
    const [name = ''] = schema.split('.')
    return base(schema) && (!documented.has(name) || name in implemented)
  }
  const implemented = { ...present }
  for (const name of documented) {
    present[name] ??= () => {
      host.diagnostics.fault('unknown-api', `wx.${name}`, `wx.${name} was called, which this host does not offer`)
      throw new Error(`wx.${name} is not offered by this host`)
    }
  }
  return host.realm.import(present)
}
