import * as z from 'zod'

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
type WechatEvent = z.output<typeof wechatEvent>

/** What WeChat told; undefined for events that are none of ours, null for what is no event. */
export function wechatEventIn(body: Buffer): WechatEvent | undefined | null {
  const json = jsonIn(body)
  if (!z.object({ MsgType: z.string() }).safeParse(json).success) return null
  return wechatEvent.safeParse(json).data
}
