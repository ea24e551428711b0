import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { callOutside, jsonOf } from '../http-json.ts'

const mgopAnswer = z.object({ rs: z.coerce.number().int(), data: z.unknown().optional() })
const SUCCESS = 1000
/** The token is not there yet, was altered, or is too old: the answer brings a new one. */
const TOKEN_FAULTS = new Set([9001, 9002, 9003])
const MOST_RETRIES = 2
const COOKIE = '_mgw_tk'

const words: Record<number, string> = {
  1001: '浙里办网关没有授权这个接口，请系统管理员申请',
  1002: '浙里办网关的调用次数用完了，请稍后再试',
  3005: '浙里办网关上没有这个应用，请系统管理员核对 ak',
  4001: '浙里办网关后面的系统没有及时回应，请稍后再试',
}

/** 浙里办's mobile gateway: the first call is refused and brings the cookie that signs the next ones. */
export function createMgop(options: { base: string; accessKey: string; appId: string; clock: Clock }) {
  const { base, accessKey, appId, clock } = options
  let cookie = ''

  /**
   * @param name the last part of `mgop.{appId}.app.{name}`
   * @returns `data` of the answer
   * @throws AppError `upstream_unavailable`
   */
  return async (name: string, body: unknown): Promise<unknown> => {
    const api = `mgop.${appId}.app.${name}`
    let rs = 0
    for (let retry = 0; retry <= MOST_RETRIES; retry += 1) {
      const ts = String(clock.now().getTime())
      // The gateway signs the word null in place of the data, always.
      const sign = createHash('md5')
        .update(`token=${cookie.split('_')[0]}&ak=${accessKey}&api=${api}&ts=${ts}&data=null`)
        .digest('hex')
      const answer = await callOutside('mgop', `${base}/h5/mgop?${new URLSearchParams({ ak: accessKey, api, ts, sign, data: 'null' })}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(cookie === '' ? {} : { Cookie: `${COOKIE}=${cookie}` }) },
        body: JSON.stringify(body),
      })
      const given = answer.cookies.flatMap((line) => new RegExp(`^${COOKIE}=([^;]+)`).exec(line)?.[1] ?? []).at(-1)
      if (given) cookie = given
      const parsed = mgopAnswer.safeParse(jsonOf(answer))
      rs = parsed.data?.rs ?? 0
      if (parsed.success && rs === SUCCESS) return parsed.data.data
      if (!TOKEN_FAULTS.has(rs)) break
    }
    throw new AppError('upstream_unavailable', {
      detail: words[rs] ?? '浙里办网关没有接受这次请求，请稍后再试',
      cause: new Error(`mgop: rs ${rs}`),
    })
  }
}
