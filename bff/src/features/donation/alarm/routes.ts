import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayHandleAlarm, mayReadDesk } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { moveRefusal } from '../code/domain.ts'
import type { CodeStore } from '../code/store.ts'
import { alarmRefusal } from './domain.ts'
import { presentAlarm } from './present.ts'
import type { AlarmDocument, AlarmMove, AlarmStore } from './store.ts'

interface AlarmParts {
  alarms: AlarmStore
  codes: CodeStore
  campaigns: CampaignStore
  charities: CharityStore
  /** The name a member of staff goes by. */
  staffName: (accountId: string) => Promise<string>
  clock: Clock
}

/** The badge counts no further. */
const MOST_COUNTED = 100
const there = <T>(value: T | null): value is T => value !== null

export function alarmRoutes({ alarms, codes, campaigns, charities, staffName, clock }: AlarmParts): Route[] {
  const today = () => shanghaiDate(clock.now())

  async function present(found: readonly AlarmDocument[], actor: Actor) {
    const [owners, venues, hanging] = await Promise.all([
      charities.many([...new Set(found.map((alarm) => alarm.charityId).filter(there))]),
      codes.manyVenues([...new Set(found.map((alarm) => alarm.venueId).filter(there))]),
      codes.many([...new Set(found.map((alarm) => alarm.codeId).filter(there))]),
    ])
    const titles = await campaigns.many([...new Set(hanging.map((code) => code.campaignId))])
    return found.map((alarm) => {
      const code = hanging.find(({ _id }) => _id === alarm.codeId) ?? null
      return presentAlarm(alarm, {
        charityName: owners.find(({ _id }) => _id === alarm.charityId)?.name ?? null,
        venueName: venues.find(({ _id }) => _id === alarm.venueId)?.name ?? null,
        campaignTitle: titles.find(({ _id }) => _id === code?.campaignId)?.title ?? null,
        code,
        today: today(),
        mayHandle: mayHandleAlarm(actor, alarm),
      })
    })
  }

  async function moved(alarm: AlarmDocument, rev: number, actor: Actor, move: Omit<AlarmMove, 'by' | 'at'>) {
    const refusal = alarmRefusal(alarm.state, move.to === 'closed' ? 'closed' : 'in_hand')
    if (refusal) throw new AppError('wrong_state', { detail: refusal })
    const next = await alarms.move(alarm._id, rev, { ...move, by: await staffName(actorId(actor)), at: clock.now() })
    if (!next) throw new AppError('conflict')
    const [one] = await present([next], actor)
    if (!one) throw new Error('one alarm presents as one')
    return one
  }

  return [
    route({
      operation: contract.listCodeAlarms,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'a list without personal data' },
      run: async ({ query, actor }, scope) => {
        const { rows, nextCursor } = toPage(await alarms.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(rows, actor), nextCursor }
      },
    }),
    route({
      operation: contract.countCodeAlarms,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'a number' },
      run: async (_, scope) => ({ open: await alarms.openCount(scope, MOST_COUNTED) }),
    }),
    route({
      operation: contract.takeCodeAlarm,
      load: ({ params }) => alarms.get(params.alarmId),
      allow: mayHandleAlarm,
      audit: { action: 'code-alarm.take', subject: (alarm) => alarm._id },
      run: ({ body, actor }, alarm) => moved(alarm, body.rev, actor, { to: 'in_hand', note: '开始处理' }),
    }),
    route({
      operation: contract.pauseAlarmedCode,
      load: ({ params }) => alarms.get(params.alarmId),
      allow: mayHandleAlarm,
      audit: { action: 'code-alarm.pause', subject: (alarm) => alarm._id },
      run: async ({ body, actor }, alarm) => {
        if (alarm.state === 'closed') throw new AppError('wrong_state', { detail: '这条码警已经办结' })
        if (alarm.rev !== body.rev) throw new AppError('conflict')
        const code = alarm.codeId === null ? null : await codes.get(alarm.codeId)
        if (!code) throw new AppError('wrong_state', { detail: '这条码警没有对应的公益码，没有码可以暂停' })
        // Pressed again after a lost answer: the code is paused already, and only the alarm is left to move.
        if (code.state !== 'paused') {
          const refusal = moveRefusal(code, 'paused', today())
          if (refusal) throw new AppError('wrong_state', { detail: refusal })
          if (!(await codes.move(code._id, code.rev, 'paused', body.reason, actorId(actor), clock.now()))) throw new AppError('conflict')
        }
        const note = `已暂停这个公益码：${body.reason}`
        const next = await alarms.move(alarm._id, body.rev, { to: 'in_hand', note, by: await staffName(actorId(actor)), at: clock.now() })
        if (!next) throw new AppError('conflict')
        const [one] = await present([next], actor)
        if (!one) throw new Error('one alarm presents as one')
        return one
      },
    }),
    route({
      operation: contract.closeCodeAlarm,
      load: ({ params }) => alarms.get(params.alarmId),
      allow: mayHandleAlarm,
      audit: { action: 'code-alarm.close', subject: (alarm) => alarm._id },
      run: ({ body, actor }, alarm) => moved(alarm, body.rev, actor, { to: 'closed', note: body.note, result: body.result }),
    }),
  ]
}
