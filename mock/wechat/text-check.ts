import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { controlled } from '../server/controlled.ts'
import { failure, type WechatFailure } from './answers.ts'

type Suggest = 'pass' | 'review' | 'risky'

const MOST_CHARACTERS = 2_500
const ACTIVE_MS = 2 * 3_600_000
/** WeChat's labels: 100 normal, 20001 current affairs, 21000 other. */
const LABELS: Record<Suggest, number> = { pass: 100, review: 21_000, risky: 20_001 }
/** Words by which a test, or a person trying the product, gets a verdict. */
const WORDS: [word: string, suggest: Suggest][] = [
  ['演示违规', 'risky'],
  ['演示存疑', 'review'],
]

const body = z.object({
  content: z.string().optional(),
  version: z.number().optional(),
  scene: z.number().optional(),
  openid: z.string().optional(),
  title: z.string().optional(),
  nickname: z.string().optional(),
})

const wish = z.strictObject({
  /** `words`: by the words above. */
  suggest: z.enum(['words', 'pass', 'review', 'risky']).default('words'),
  /** Answers this errcode instead. */
  errcode: z.number().int().nullable().default(null),
})

export interface TextVerdict {
  errcode: 0
  errmsg: 'ok'
  result: { suggest: Suggest; label: number }
  detail: { strategy: 'content_model'; errcode: 0; suggest: Suggest; label: number; prob: number }[]
  trace_id: string
}

/** msgSecCheck, second version: knows who was in the mini-program lately, and can be told what to find. */
export function createTextCheck(clock: Clock) {
  const seen = new Map<string, number>()
  let wanted = wish.parse({})
  const router = new Router({ prefix: '/_control' })
  controlled(router, '/text-check', wish, (input) => {
    wanted = input
    return input
  })
  router.post('/forget-people', (ctx) => {
    seen.clear()
    ctx.status = 204
  })

  const suggestOf = (text: string): Suggest => {
    if (wanted.suggest !== 'words') return wanted.suggest
    return WORDS.find(([word]) => text.includes(word))?.[1] ?? 'pass'
  }

  return {
    control: router,
    reset() {
      wanted = wish.parse({})
    },
    /** The person was in the mini-program just now. */
    saw(openid: string) {
      seen.set(openid, clock.now().getTime())
    },
    check(input: unknown): TextVerdict | WechatFailure {
      if (wanted.errcode !== null) return failure(wanted.errcode)
      const parsed = body.safeParse(input)
      if (!parsed.success) return failure(47001)
      const { content, version, scene, openid, title, nickname } = parsed.data
      if (!content || version !== 2 || !scene || scene < 1 || scene > 4) return failure(40097)
      if ([...content].length > MOST_CHARACTERS) return failure(40097)
      const last = openid === undefined ? undefined : seen.get(openid)
      if (!openid?.startsWith('o')) return failure(40003)
      if (last === undefined || clock.now().getTime() - last > ACTIVE_MS) return failure(61010)
      const suggest = suggestOf([content, title, nickname].join('\n'))
      const label = LABELS[suggest]
      return {
        errcode: 0,
        errmsg: 'ok',
        result: { suggest, label },
        detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
        trace_id: randomBytes(12).toString('hex'),
      }
    },
  }
}
