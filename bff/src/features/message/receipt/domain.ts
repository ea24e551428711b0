import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { Fate } from '../../../ports/notify.ts'

/** Numbers of ours that a batch of receipts names. What it says of them is not believed: the provider is asked. */
const aliyunBatch = z.array(z.object({ out_id: z.string().max(64).optional() })).max(1_000)

/** @returns null when it is no batch of receipts */
export function numbersIn(body: Buffer): string[] | null {
  const parsed = aliyunBatch.safeParse(jsonIn(body))
  return parsed.success ? [...new Set(parsed.data.flatMap(({ out_id }) => (out_id ? [out_id] : [])))] : null
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const oneOrMany = <T extends z.ZodType>(item: T) => z.union([z.array(item), item.transform((one) => [one])])
const sent = z.object({
  MsgID: z.union([z.string(), z.number()]).transform(String),
  ErrorCode: z.union([z.string(), z.number()]).transform(String),
})
const changed = z.object({ TemplateId: z.string(), SubscribeStatusString: z.enum(['accept', 'reject']) })
const wechatEvent = z.discriminatedUnion('Event', [
  z.object({ Event: z.literal('subscribe_msg_sent_event'), List: oneOrMany(sent) }),
  z.object({ Event: z.literal('subscribe_msg_change_event'), FromUserName: z.string(), List: oneOrMany(changed) }),
])
export type WechatEvent = z.output<typeof wechatEvent>

/** What WeChat told; undefined for events that are none of ours, null for what is no event. */
export function wechatEventIn(body: Buffer): WechatEvent | undefined | null {
  const json = jsonIn(body)
  if (!z.object({ MsgType: z.string() }).safeParse(json).success) return null
  return wechatEvent.safeParse(json).data
}

/** WeChat signs a push with a word that both sides know: SHA-1 over token, timestamp and nonce, sorted. */
export function isWechatSigned(
  query: { signature?: string | undefined; timestamp?: string | undefined; nonce?: string | undefined },
  token: string,
  now: Date,
): boolean {
  const { signature, timestamp, nonce } = query
  if (!signature || !timestamp || !nonce || Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_SKEW_S) return false
  const expected = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
}
/** WeChat repeats an unanswered push for seconds, not hours. */
const MOST_SKEW_S = 300

/** What the result of a subscribe message means for its dispatch. */
export const fateOfSent = (errorCode: string, at: Date): Fate =>
  errorCode === '0' ? { state: 'delivered', at } : { state: 'failed', code: errorCode, at }
