import type { FactSubject } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Session } from '../../../platform/db/index.ts'
import type { DuplicateStore } from '../duplicate/store.ts'
import type { HouseholdStore } from '../household/store.ts'
import type { PlaceStore } from '../place/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { RowRecord, Target } from './domain.ts'
import type { ImportRecord } from './store.ts'

/** Takes one row back. @returns why it stays, in words; null when it was taken back */
export type UndoRow = (record: RowRecord, job: ImportRecord, session: Session) => Promise<string | null>

const CHANGED_SINCE = '导入后又有改动，保留现在的内容，请逐项核对'

const FACTS_SINCE = '导入后又登记了情况，保留这一行，请逐项核对'

export interface UndoParts {
  places: PlaceStore
  households: HouseholdStore
  residents: ResidentStore
  cases: DuplicateStore
  /** Whether anything was recorded about them: that must not be left about nobody. */
  hasFacts: (subject: FactSubject, session: Session) => Promise<boolean>
  clock: Clock
}

/**
 * What an import made goes away, with nothing left of it but the record of the import; what it changed becomes as it was.
 * Only where nobody touched it since, and nothing was put into it.
 */
export function createUndoRow({ places, households, residents, cases, hasFacts, clock }: UndoParts): UndoRow {
  async function whyKept(target: Target, session: Session): Promise<string | null> {
    switch (target.what) {
      case 'resident':
        if (!(await residents.isAt(target.id, target.rev, session))) return CHANGED_SINCE
        return target.made && (await hasFacts({ kind: 'person', id: target.id }, session)) ? FACTS_SINCE : null
      case 'household': {
        if (!(await households.isAt(target.id, target.rev, session))) return CHANGED_SINCE
        if (!target.made) return null
        if (await residents.isEverIn(target.id, session)) return '这一户已经登记了成员，请先迁出'
        return (await hasFacts({ kind: 'household', id: target.id }, session)) ? FACTS_SINCE : null
      }
      case 'place': {
        if (!(await places.isAt(target.id, target.rev, session))) return CHANGED_SINCE
        if (!target.made) return null
        if (await places.hasChildren(target.id, session)) return '下面已经有别的地点，请先撤销它们'
        return (await households.isAnyAt(target.id, session)) ? '里面已经登记了家庭，请先迁出' : null
      }
    }
  }

  async function takeBack(target: Target, record: RowRecord, job: ImportRecord, session: Session): Promise<void> {
    const note = { by: job.by, at: clock.now(), why: `撤销批量导入 ${job._id.slice(4, 12)} 第 ${record.row} 行` }
    const { id, rev } = target
    if (target.what === 'resident') {
      if (target.made) {
        await residents.remove(id, rev, session)
        await cases.forget([id], session)
      } else await residents.restore(id, rev, note, session)
    } else if (target.what === 'household') {
      if (target.made) await households.remove(id, rev, session)
      else await households.moveBack({ _id: id, rev }, note, session)
    } else await places.takeBack(id, rev, session)
  }

  return async (record, job, session) => {
    for (const target of record.targets) {
      const why = await whyKept(target, session)
      if (why !== null) return why
    }
    for (const target of record.targets) await takeBack(target, record, job, session)
    return null
  }
}
