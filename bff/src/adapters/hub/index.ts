import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { RealNamePort, RealNameVerdict } from '../../ports/real-name.ts'
import type { RegisterName, RegisterPage, RegisterPort } from '../../ports/register.ts'
import { createGateway } from './gateway.ts'
import { createMgop } from './mgop.ts'
import { createSharing } from './sharing.ts'

const pageAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('page'),
    rows: z.array(z.unknown()).max(5_000),
    nextCursor: z.string().min(1).max(200).nullable(),
    watermark: z.string().min(1).max(60),
    total: z.number().int().min(0),
  }),
  z.object({ state: z.literal('cursor_lost') }),
])
const checkAnswer = z.object({ code: z.literal('00'), datas: z.object({ result: z.enum(['1', '2', '3']) }) })
const pushAnswer = z.object({ code: z.string() })

const verdicts: Record<'1' | '2' | '3', RealNameVerdict> = { '1': 'match', '2': 'mismatch', '3': 'unknown' }
/** 浙里养's assessments come by 浙里办's gateway; every other register by data sharing. */
const MGOP_REGISTER: RegisterName = 'care'
const MGOP_NAME = 'careAssessments'

export interface HubOptions {
  gateway: { base: string; accessKey: string; secretKey: string }
  sharing: { base: string; appKey: string; appSecret: string }
  mgop: { base: string; accessKey: string; appId: string }
  /** Directory and number of each register as the catalogue gave them: `dir/id`. */
  registers: Readonly<Record<string, string>>
  clock: Clock
}

/** 区数据中枢 / IRS: registers, real-name checks, and our own changes. */
export function createHub({ clock, registers, ...options }: HubOptions): RegisterPort & RealNamePort {
  const gateway = createGateway({ ...options.gateway, clock })
  const sharing = createSharing({ ...options.sharing, clock })
  const mgop = createMgop({ ...options.mgop, clock })
  const unreadable = (what: string) => new AppError('upstream_unavailable', { cause: new Error(`hub: ${what} not as agreed`) })

  function ask(register: RegisterName, fields: Record<string, string>): Promise<unknown> {
    if (register === MGOP_REGISTER) return mgop(MGOP_NAME, fields)
    const at = registers[register]
    if (!at) throw new AppError('upstream_unavailable', { detail: '还没有登记这个来源的目录编号，请系统管理员在配置里补上' })
    return sharing(at, fields)
  }

  return {
    async page(register, { mode, since, cursor, pageSize }): Promise<RegisterPage> {
      const fields = { mode, since: since ?? '', cursor: cursor ?? '', pageSize: String(pageSize) }
      const parsed = pageAnswer.safeParse(await ask(register, fields))
      if (!parsed.success) throw unreadable(`page of ${register}`)
      return parsed.data
    },
    async push(change) {
      const parsed = pushAnswer.safeParse(await gateway({ method: 'POST', path: '/restapi/person/changes', body: change }))
      if (!parsed.success) throw unreadable('answer to a change')
      // Told before: the change has arrived, which is all that is wanted.
      if (parsed.data.code === '00' || parsed.data.code === '01') return
      throw new AppError('invalid_input', { detail: '数据中枢没有收下这条变更', cause: new Error(`hub: code ${parsed.data.code}`) })
    },
    async verifyRealName(name, idNumber) {
      const parsed = checkAnswer.safeParse(await gateway({ method: 'POST', path: '/restapi/realname/check', body: { name, idNumber } }))
      if (!parsed.success) throw unreadable('real-name answer')
      return verdicts[parsed.data.datas.result]
    },
  }
}
