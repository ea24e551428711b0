import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Session } from '../../../platform/db/index.ts'
import { endedOn } from '../resident/domain.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import type { DeathReportRecord } from './death/store.ts'
import type { LandingGround } from './landing.ts'
import { BROUGHT_BY } from './observations.ts'
import type { PushDesk } from './push/desk.ts'
import type { ExchangeStore } from './store.ts'

export type DeathDesk = ReturnType<typeof createDeathDesk>

/** A reported death becomes one only when somebody has looked. */
export function createDeathDesk({
  store,
  residents,
  pushes,
  recordObservations,
  clock,
}: {
  store: ExchangeStore
  residents: ResidentStore
  pushes: PushDesk
  recordObservations: LandingGround['recordObservations']
  clock: Clock
}) {
  const noon = (day: string) => new Date(`${day}T12:00:00+08:00`)

  /** Confirmed, the register's word counts as an observation of its own. */
  async function believe(residentId: string, on: string, session: Session): Promise<void> {
    const said = {
      subject: { kind: 'person' as const, id: residentId },
      source: 'police' as const,
      observedAt: noon(on),
      recordedBy: BROUGHT_BY,
    }
    const observedAt = new Date(Math.min(said.observedAt.getTime(), clock.now().getTime()))
    await recordObservations(
      [
        { ...said, observedAt, fact: 'vitalStatus', value: 'deceased' },
        { ...said, observedAt, fact: 'deathDate', value: on },
      ],
      session,
    )
  }

  async function bury(resident: ResidentRecord, report: DeathReportRecord, note: string, by: string, session: Session): Promise<void> {
    if (resident.state === 'deceased') return
    const since = resident.memberships.find(({ to }) => to === null)?.from
    if (since && report.diedOn < since)
      throw new AppError('wrong_state', {
        detail: `报告的去世日期 ${report.diedOn} 早于住进这一户的日期 ${since}，请先更正居民登记，再来确认`,
      })
    const after = await residents.change(
      resident._id,
      resident.rev,
      { state: 'deceased', householdId: null, relation: null, memberships: endedOn(resident.memberships, report.diedOn) },
      { by, why: `核实去世：${note}`, at: clock.now() },
      session,
    )
    if (!after) throw new AppError('conflict')
    await pushes.tell(after, 'death_confirmed', report.diedOn, session)
    await believe(resident._id, report.diedOn, session)
  }

  return {
    /** A worker registered a death or a move: others are told, and what was reported is settled with it. */
    async told(resident: ResidentRecord, to: 'deceased' | 'moved_out', on: string, by: string, session: Session): Promise<void> {
      await pushes.tell(resident, to === 'deceased' ? 'death_confirmed' : 'moved_out', on, session)
      const report = to === 'deceased' ? await store.openReportOf(resident._id) : null
      if (report)
        await store.moveReport(report, { state: 'confirmed', decidedBy: by, decidedAt: clock.now(), note: '工作人员登记了去世' }, session)
    },

    /** @throws AppError `wrong_state` | `conflict` */
    async decide(
      report: DeathReportRecord,
      resident: ResidentRecord,
      input: { rev: number; verdict: 'confirmed' | 'dismissed'; note: string },
      by: string,
    ): Promise<DeathReportRecord> {
      if (report.state !== 'open') throw new AppError('wrong_state')
      if (report.rev !== input.rev) throw new AppError('conflict')
      return store.transaction(async (session) => {
        if (input.verdict === 'confirmed') await bury(resident, report, input.note, by, session)
        const set = { state: input.verdict, decidedBy: by, decidedAt: clock.now(), note: input.note }
        const moved = await store.moveReport(report, set, session)
        if (!moved) throw new AppError('conflict')
        return moved
      })
    },
  }
}
