import { createHash } from 'node:crypto'
import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { controlled } from '../server/controlled.ts'
import { failure, type WechatFailure } from './answers.ts'

const wish = z.strictObject({
  /** Answers this errcode instead: 40029 for a code that is too old, 1400001 for a used-up quota, -1 for a busy WeChat. */
  errcode: z.number().int().nullable().default(null),
  /** How often; 0 for until told otherwise. */
  times: z.number().int().min(0).default(0),
  /** The country of the number that is given. */
  countryCode: z.string().default('86'),
})
const asked = z.object({ code: z.string().optional() })

export interface PhoneAnswer {
  errcode: 0
  errmsg: 'ok'
  phone_info: { phoneNumber: string; purePhoneNumber: string; countryCode: string; watermark: { timestamp: number; appid: string } }
}

/** The number of a person: the label itself where it is one, else the same for the same label. */
export function phoneOf(label: string): string {
  if (/^1[3-9]\d{9}$/.test(label)) return label
  const digits = createHash('sha256').update(`phone|${label}`).digest().readUInt32BE() % 100_000_000
  return `198${String(digits).padStart(8, '0')}`
}

/** getuserphonenumber: a code of the form `phone:<label>:<nonce>`, good once. */
export function createPhoneNumbers(appid: string, clock: Clock) {
  const used = new Set<string>()
  let wanted = wish.parse({})
  const router = new Router({ prefix: '/_control' })
  controlled(router, '/phone-number', wish, (input) => {
    wanted = input
    return input
  })

  function refusal(): WechatFailure | null {
    const { errcode, times } = wanted
    if (errcode === null) return null
    if (times > 0) wanted = times === 1 ? wish.parse({}) : { ...wanted, times: times - 1 }
    return failure(errcode)
  }

  return {
    control: router,
    reset() {
      wanted = wish.parse({})
    },
    give(input: unknown): PhoneAnswer | WechatFailure {
      const refused = refusal()
      if (refused) return refused
      const parsed = asked.safeParse(input)
      if (!parsed.success) return failure(47001)
      const label = /^phone:([^:]{1,64}):[^:]{1,64}$/.exec(parsed.data.code ?? '')?.[1]
      if (!parsed.data.code || label === undefined) return failure(40029)
      if (used.has(parsed.data.code)) return failure(40163)
      used.add(parsed.data.code)
      const { countryCode } = wanted
      const purePhoneNumber = phoneOf(label)
      return {
        errcode: 0,
        errmsg: 'ok',
        phone_info: {
          phoneNumber: countryCode === '86' ? purePhoneNumber : `+${countryCode} ${purePhoneNumber}`,
          purePhoneNumber,
          countryCode,
          watermark: { timestamp: Math.floor(clock.now().getTime() / 1000), appid },
        },
      }
    },
  }
}
