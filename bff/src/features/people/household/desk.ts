import type { Relation } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedCode, derivedId } from '../../../platform/crypto/id.ts'
import type { Session } from '../../../platform/db/index.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import { movedInto } from '../resident/domain.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import { addressOf, livable } from './domain.ts'
import type { Relocate } from './relocate.ts'
import type { HouseholdNote, HouseholdRecord, HouseholdStore, NewHousehold } from './store.ts'

export type HouseholdDesk = ReturnType<typeof createHouseholdDesk>

export interface HouseholdDeskParts {
  households: HouseholdStore
  residents: ResidentStore
  places: PlaceStore
  relocate: Relocate
  clock: Clock
}

export function createHouseholdDesk({ households, residents, places, relocate, clock }: HouseholdDeskParts) {
  /** A household at a home, not yet kept anywhere. @param names of the places on its path */
  function at(
    home: Pick<PlaceDocument, 'placeId' | 'path'>,
    names: ReadonlyMap<string, string>,
    id: string,
    code: string,
    by: string,
    since: string | null = null,
  ): NewHousehold {
    const now = clock.now()
    return {
      _id: id,
      code,
      path: home.path.slice(0, 4),
      placeId: home.placeId,
      address: addressOf(home.path.map((placeId) => names.get(placeId) ?? '')),
      homeIds: home.path.slice(4),
      homeSince: since,
      formerHomes: [],
      closedOn: null,
      state: 'open',
      history: [{ at: now, by, why: '登记' }],
      createdAt: now,
    }
  }
  const refuse = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })
  const note = (by: string, why: string): HouseholdNote => ({ at: clock.now(), by, why })

  function checkDay(field: string, day: string, notBefore: string | null): void {
    if (day > shanghaiDate(clock.now())) throw refuse(field, '日期不能在今天之后')
    if (notBefore !== null && day < notBefore) throw refuse(field, `日期不能早于 ${notBefore}`)
  }
  function checkOpen(household: HouseholdRecord, rev: number): void {
    if (household.state !== 'open') throw new AppError('wrong_state', { detail: '这一户已经注销' })
    if (household.rev !== rev) throw new AppError('conflict')
  }
  async function whole<T>(work: (session: Session) => Promise<T | null>): Promise<T> {
    return households.transaction(async (session) => {
      const done = await work(session)
      if (!done) throw new AppError('conflict')
      return done
    })
  }

  return {
    at,
    /** @throws AppError `wrong_state` when no one can live there */
    async create(home: PlaceDocument, from: string | null, by: string, seed: string): Promise<HouseholdRecord> {
      if (!livable.includes(home.kind)) throw new AppError('wrong_state', { detail: '请选到楼幢或户室，再登记家庭' })
      if (from !== null) checkDay('from', from, null)
      const id = derivedId('hsh', seed)
      const names = await places.names(home.path)
      await households.insert(at(home, names, id, `H-${derivedCode(id)}`, by, from))
      const household = await households.household(id)
      if (!household) throw new Error(`household ${id} was inserted and is not there`)
      return household
    },

    /** The whole household moves, and who lives in it. @throws AppError `wrong_state` | `conflict` | `invalid_input` */
    async move(household: HouseholdRecord, home: PlaceDocument, input: { rev: number; from: string; why: string }, by: string) {
      checkOpen(household, input.rev)
      if (!livable.includes(home.kind)) throw refuse('placeId', '请选到楼幢或户室')
      if (household.placeId.reveal() === home.placeId) throw new AppError('wrong_state', { detail: '这一户现在就住在这里' })
      checkDay('from', input.from, household.homeSince ?? null)
      const done = await whole((session) => relocate(household, home, input.from, note(by, `迁居：${input.why}`), session))
      return done.household
    },

    /** One head in place of another; both keep what they were in their history. @throws AppError `wrong_state` | `conflict` | `invalid_input` */
    async changeHead(
      household: HouseholdRecord,
      input: { rev: number; residentId: string; formerHeadIs: Relation; from: string; why: string },
      by: string,
    ): Promise<HouseholdRecord> {
      checkOpen(household, input.rev)
      const living = await residents.livingIn([household._id])
      const next = living.find((resident) => resident._id === input.residentId)
      if (!next) throw refuse('residentId', '请从这一户现在的成员里选')
      const former = living.filter((resident) => resident.relation === 'head')
      if (former.includes(next)) throw new AppError('wrong_state', { detail: '这位居民已经是户主' })
      const why = note(by, `更换户主：${input.why}`)
      const become = (resident: ResidentRecord, relation: Relation, session: Session) => {
        const since = resident.memberships.find((membership) => membership.to === null)?.from ?? null
        checkDay('from', input.from, since)
        const memberships = movedInto(resident.memberships, household._id, relation, input.from)
        return residents.change(resident._id, resident.rev, { relation, memberships }, why, session)
      }
      return whole(async (session) => {
        for (const resident of former) if (!(await become(resident, input.formerHeadIs, session))) return null
        return (await become(next, 'head', session)) && households.touch(household, why, session)
      })
    },

    /** @throws AppError `wrong_state` while someone lives in it | `conflict` | `invalid_input` */
    async end(household: HouseholdRecord, input: { rev: number; on: string; why: string }, by: string): Promise<HouseholdRecord> {
      checkOpen(household, input.rev)
      checkDay('on', input.on, household.homeSince ?? null)
      return whole(async (session) => {
        const living = await residents.livingIn([household._id], session)
        if (living.length > 0) throw new AppError('wrong_state', { detail: `这一户还有 ${living.length} 人，请先把他们迁出` })
        return households.end(household, input.on, note(by, `注销：${input.why}`), session)
      })
    },
  }
}
