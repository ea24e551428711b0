import type {
  HomePeople,
  HouseholdDetail,
  HouseholdRow,
  LookedAt,
  ResidentDetail,
  ResidentRow,
  RevealPurpose,
} from '@minsheng/shared/contracts/people'
import type { HouseholdRecord } from '../household/store.ts'
import { ageOn, groupsOn } from './domain.ts'
import type { ResidentRecord } from './store.ts'

/** What a presenter needs to know besides the record itself. */
export interface Surroundings {
  placeNames: ReadonlyMap<string, string>
  households: ReadonlyMap<string, HouseholdRecord>
  today: string
}

/** A resident in a list: everything personal masked. */
export function presentResident(resident: ResidentRecord, { placeNames, households, today }: Surroundings): ResidentRow {
  const [, , community = '', grid = ''] = resident.path
  const household = resident.householdId === null ? undefined : households.get(resident.householdId)
  return {
    id: resident._id,
    nameMasked: resident.name.masked,
    sex: resident.sex,
    age: ageOn(resident.birthDate, today),
    idNumberMasked: resident.idNumber?.masked ?? null,
    phoneMasked: resident.phone?.masked ?? null,
    addressMasked: household?.address.masked ?? null,
    communityName: placeNames.get(community) ?? '',
    gridName: placeNames.get(grid) ?? '',
    groups: groupsOn(resident.groups, today),
    state: resident.state,
    householdId: resident.householdId,
    relation: resident.relation,
    rev: resident.rev,
  }
}

const fieldWords: Record<string, string> = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  registeredAddress: '户籍地址',
  birthDate: '出生日期',
  sex: '性别',
  householdId: '所在家庭',
  groups: '特殊群体',
  state: '人员状态',
}

/** A look at one of their hidden fields; what it was said to be for stays where it lies. */
export interface ShownLook {
  at: Date
  by: string
  field: LookedAt
  purpose: RevealPurpose
}

/** What a register says of someone, until a person has looked. */
export interface ReportedDeath {
  _id: string
  /** yyyy-mm-dd */
  diedOn: string
  createdAt: Date
}

/** One resident; hidden fields stay hidden, the names of changed fields are told but not what they were. */
export function presentResidentDetail(
  resident: ResidentRecord,
  around: Surroundings,
  reveals: readonly ShownLook[],
  reader: { accountId: string; mayWrite: boolean },
  report: ReportedDeath | null,
): ResidentDetail {
  return {
    ...presentResident(resident, around),
    birthDate: resident.birthDate,
    registeredAddressMasked: resident.registeredAddress?.masked ?? null,
    pathNames: resident.path.map((id) => around.placeNames.get(id) ?? ''),
    mergedInto: resident.mergedInto,
    reportedDead: report && { reportId: report._id, diedOn: report.diedOn, reportedAt: report.createdAt.toISOString() },
    memberships: resident.memberships,
    groupFacts: resident.groups.map(({ kind, source, from, to }) => ({ kind, source, from, to })),
    history: resident.versions
      .map(({ until, why, was }) => ({
        at: until.toISOString(),
        why,
        changed: Object.keys(was).flatMap((name) => (fieldWords[name] ? [fieldWords[name]] : [])),
      }))
      .reverse(),
    reveals: reveals.map(({ at, by, field, purpose }) => ({ at: at.toISOString(), field, purpose, byYou: by === reader.accountId })),
    mayWrite: reader.mayWrite,
  }
}

/** A household in a list. */
export function presentHousehold(household: HouseholdRecord, members: number, placeNames: ReadonlyMap<string, string>): HouseholdRow {
  const [, , community = '', grid = ''] = household.path
  return {
    id: household._id,
    code: household.code,
    addressMasked: household.address.masked,
    communityName: placeNames.get(community) ?? '',
    gridName: placeNames.get(grid) ?? '',
    members,
    state: household.state,
    rev: household.rev,
  }
}

/** Everyone who ever belonged to a household, once for each time. */
function membershipsIn(household: HouseholdRecord, ever: readonly ResidentRecord[]) {
  return ever.flatMap((resident) =>
    resident.memberships.filter((membership) => membership.householdId === household._id).map((membership) => ({ resident, membership })),
  )
}

/** Who belongs to a household on a day, the head first. */
function peopleOn(household: HouseholdRecord, ever: readonly ResidentRecord[], asOf: string) {
  return membershipsIn(household, ever)
    .filter(({ resident, membership: { from, to } }) => from <= asOf && (to === null || asOf < to) && resident.state !== 'merged')
    .sort(
      (one, other) =>
        Number(other.membership.relation === 'head') - Number(one.membership.relation === 'head') ||
        one.resident.birthDate.localeCompare(other.resident.birthDate),
    )
}

/**
 * A household with who belongs to it on a day, and who did before.
 * Whoever lives where the reader does not answer for is not named: only their part in this household is told.
 */
export function presentHouseholdDetail(
  household: HouseholdRecord,
  ever: readonly ResidentRecord[],
  asOf: string,
  around: Surroundings,
  mine: (path: readonly string[]) => boolean,
  former: readonly { address: string; from: string | null; to: string }[],
): HouseholdDetail {
  const people = peopleOn(household, ever, asOf)
  const named = (resident: ResidentRecord) => (mine(resident.path) ? presentResident(resident, around) : null)
  return {
    ...presentHousehold(household, people.length, around.placeNames),
    pathNames: household.path.map((id) => around.placeNames.get(id) ?? ''),
    asOf,
    people: people.map(({ resident, membership: { relation, from, to } }) => ({
      resident: named(resident),
      relation,
      from,
      to,
    })),
    former: membershipsIn(household, ever).flatMap(({ resident, membership: { relation, from, to } }) =>
      to !== null && to <= asOf ? [{ resident: named(resident), relation, from, to }] : [],
    ),
    homes: [
      { addressMasked: household.address.masked, from: household.homeSince ?? null, to: household.closedOn ?? null },
      ...former.map(({ address, from, to }) => ({ addressMasked: address, from, to })),
    ],
    history: household.history.map(({ at, why }) => ({ at: at.toISOString(), why })).reverse(),
  }
}

/** Who lived at a home on a day. People who are nobody's the reader answers for now are counted, not named. */
export function presentHomePeople(
  on: string,
  rows: readonly { household: HouseholdRecord; ever: readonly ResidentRecord[] }[],
  around: Surroundings,
  mine: (path: readonly string[]) => boolean,
): HomePeople {
  return {
    on,
    households: rows.map(({ household, ever }) => {
      const all = peopleOn(household, ever, on)
      const people = all.filter(({ resident }) => mine(resident.path))
      return {
        household: presentHousehold(household, all.length, around.placeNames),
        people: people.map(({ resident, membership: { relation, from, to } }) => ({
          resident: presentResident(resident, around),
          relation,
          from,
          to,
        })),
        elsewhere: all.length - people.length,
      }
    }),
  }
}
