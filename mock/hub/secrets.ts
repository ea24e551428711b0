import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'

const REQUEST_MS = 15 * 60_000
const REFRESH_MS = 48 * 3_600_000
/** A signature of long ago is not taken, whoever made it. */
const WINDOW_MS = 15 * 60_000

export interface SharingAnswer {
  code: string
  msg: string
  data: null
  datas: unknown
  dataCount: number
  requestId: string
}

export function sharingAnswer(code: string, msg: string, datas: unknown = null, dataCount = 0): SharingAnswer {
  return { code, msg, data: null, datas, dataCount, requestId: randomBytes(8).toString('hex') }
}

/** Secrets of data sharing: given for the application's own secret, renewed for the refresh secret, both of which end. */
export function createSecrets(app: { appKey: string; appSecret: string }, clock: Clock) {
  let request = { value: '', until: 0 }
  let refresh = { value: '', until: 0 }

  function signedWith(secret: string, given: URLSearchParams): boolean {
    const time = given.get('requestTime') ?? ''
    if (!/^\d{13}$/.test(time) || Math.abs(clock.now().getTime() - Number(time)) > WINDOW_MS) return false
    const sign = createHash('md5').update(`${app.appKey}${secret}${time}`).digest('hex')
    return secret !== '' && given.get('appKey') === app.appKey && given.get('sign') === sign
  }

  function give(): SharingAnswer {
    const now = clock.now().getTime()
    request = { value: randomBytes(16).toString('hex'), until: now + REQUEST_MS }
    refresh = { value: randomBytes(16).toString('hex'), until: now + REFRESH_MS }
    return sharingAnswer('00', '成功', {
      refreshSecret: refresh.value,
      refreshSecretEndTime: refresh.until,
      requestSecret: request.value,
      requestSecretEndTime: request.until,
    })
  }

  return {
    byKey: (given: URLSearchParams) => (signedWith(app.appSecret, given) ? give() : sharingAnswer('14', '签名错误')),
    bySecret: (given: URLSearchParams) =>
      refresh.until > clock.now().getTime() && signedWith(refresh.value, given) ? give() : sharingAnswer('16', '刷新密钥无效或已过期'),
    /** What is wrong with a data request, or null. */
    refuse(given: URLSearchParams): SharingAnswer | null {
      if (request.until <= clock.now().getTime()) return sharingAnswer('15', '请求密钥已过期')
      return signedWith(request.value, given) ? null : sharingAnswer('14', '签名错误')
    },
    /** Lets the request secret run out now. */
    expire() {
      request = { ...request, until: 0 }
    },
  }
}
