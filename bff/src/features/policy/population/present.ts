import { factSpec } from '@minsheng/shared/contracts/people'
import type { CoverageRow, PolicyChange, PopulationState, WhatIfResult } from '@minsheng/shared/contracts/policy'
import type { Catalogue, Policy } from '@minsheng/shared/policy/policy/definition'
import { versionAfter, versionOn } from '@minsheng/shared/policy/policy/versions'
import type { CopyState, CountedChange, CountedCoverage, CountedGroup, CountedWhatIf } from './counted.ts'

/** Counts below it are told to nobody who may not open the list behind them. */
const FEW = 5
const isFew = (count: number) => count > 0 && count < FEW

type Names = ReadonlyMap<string, string>

export function presentState(state: CopyState): PopulationState {
  const { rssBytes: _, behindSeconds, ...rest } = state
  return { ...rest, behindSeconds: Math.round(behindSeconds * 10) / 10 }
}

const headOf = (policy: Policy, on: string) => ({
  policyId: policy.id,
  title: policy.title,
  unit: policy.subject,
  every: (versionOn(policy, on) ?? versionAfter(policy, on))?.payout?.every ?? null,
})

const counted = ['gains', 'loses', 'more', 'less'] as const
const hidden = { gains: null, loses: null, more: null, less: null, fenBefore: null, fenAfter: null }
type ShownCounts = Pick<PolicyChange, (typeof counted)[number] | 'fenBefore' | 'fenAfter'>

/** All or nothing of a row: from fen and the other counts a small one could be worked out. */
const shown = (change: CountedChange, mayList: boolean): ShownCounts =>
  !mayList && counted.some((name) => isFew(change[name])) ? hidden : change

const sumOf = (changes: readonly CountedChange[]): CountedChange =>
  changes.reduce(
    (sum, one) => ({
      gains: sum.gains + one.gains,
      loses: sum.loses + one.loses,
      more: sum.more + one.more,
      less: sum.less + one.less,
      fenBefore: sum.fenBefore + one.fenBefore,
      fenAfter: sum.fenAfter + one.fenAfter,
    }),
    { gains: 0, loses: 0, more: 0, less: 0, fenBefore: 0, fenAfter: 0 },
  )
const changes = (change: CountedChange) => counted.some((name) => change[name] > 0)

/** Where one row alone is hidden, the whole would tell it: the smallest of the others is hidden with it. */
function withSecondHidden<T>(
  rows: readonly T[],
  isHidden: (row: T) => boolean,
  sizeOf: (row: T) => number,
  hide: (row: T) => T,
): readonly T[] {
  if (rows.filter(isHidden).length !== 1) return rows
  const others = rows.filter((row) => !isHidden(row) && sizeOf(row) > 0).sort((one, other) => sizeOf(one) - sizeOf(other))
  const [second] = others
  return second === undefined ? rows : rows.map((row) => (row === second ? hide(row) : row))
}

/** Fen of a policy in a month; what comes once is in no month. */
const monthly = (every: PolicyChange['every'], fen: number) => (every === 'month' ? fen : every === 'year' ? Math.round(fen / 12) : 0)

export function presentWhatIf(
  { policies, people }: CountedWhatIf,
  around: { catalogue: Catalogue; on: string; streetNames: Names; mayList: boolean; behindSeconds: number; tookMs: number },
): WhatIfResult {
  const { catalogue, on, streetNames, mayList, behindSeconds, tookMs } = around
  const byId = new Map(catalogue.policies.map((policy) => [policy.id, policy]))
  const known = policies.flatMap(({ policyId, byStreet }) => {
    const policy = byId.get(policyId)
    return policy ? [{ policy, byStreet, total: sumOf(byStreet.map(({ change }) => change)) }] : []
  })
  let before = 0
  let after = 0
  const rows = known.flatMap(({ policy, byStreet, total }): PolicyChange[] => {
    const head = headOf(policy, on)
    const whole = shown(total, mayList)
    if (policy.benefit === 'cash' && whole.fenBefore !== null) {
      before += monthly(head.every, total.fenBefore)
      after += monthly(head.every, total.fenAfter)
    }
    if (!changes(total)) return []
    const streets = byStreet
      .filter(({ streetId, change }) => streetId !== '' && (changes(change) || change.fenBefore > 0))
      .map(({ streetId, change }) => ({ streetId, streetName: streetNames.get(streetId) ?? streetId, ...shown(change, mayList) }))
    const sizeOf = ({ gains, loses, more, less }: ShownCounts) => (gains ?? 0) + (loses ?? 0) + (more ?? 0) + (less ?? 0)
    return [
      {
        ...head,
        ...whole,
        streets: [
          ...withSecondHidden(
            streets,
            ({ gains }) => gains === null,
            sizeOf,
            (row) => ({ ...row, ...hidden }),
          ),
        ],
      },
    ]
  })
  return {
    on,
    policies: rows,
    decidedAnew: known.map(({ policy: { id, title } }) => ({ policyId: id, title })),
    monthlyFenBefore: before,
    monthlyFenAfter: after,
    people,
    behindSeconds: Math.round(behindSeconds * 10) / 10,
    tookMs: Math.round(tookMs * 10) / 10,
    mayList,
  }
}

const ageWords: Readonly<Record<string, string>> = {
  from0: '不满 3 岁',
  from3: '3 至 5 岁',
  from6: '6 至 17 岁',
  from18: '18 至 59 岁',
  from60: '60 至 69 岁',
  from70: '70 至 79 岁',
  from80: '80 至 89 岁',
  from90: '90 岁以上',
}

function groupName(by: CountedGroup, group: string, streetNames: Names): string {
  if (group === 'unknown') return by === 'street' ? '街道不清楚' : '没有登记'
  if (by === 'street') return streetNames.get(group) ?? group
  if (by === 'age') return ageWords[group] ?? group
  const spec = factSpec(by === 'sex' ? 'sex' : 'disabilityGrade')
  return 'options' in spec ? (Object.entries(spec.options).find(([code]) => code === group)?.[1] ?? group) : group
}

interface Counts {
  enjoying: number | null
  entitled: number | null
  possible: number | null
}
const names = ['enjoying', 'entitled', 'possible'] as const
const few = ({ enjoying, entitled, possible }: Counts, mayList: boolean): Counts => {
  const told = (count: number | null) => (!mayList && count !== null && isFew(count) ? null : count)
  return { enjoying: told(enjoying), entitled: told(entitled), possible: told(possible) }
}

export function presentCoverage(
  by: CountedGroup,
  { date, policies }: CountedCoverage,
  { catalogue, streetNames, mayList }: { catalogue: Catalogue; streetNames: Names; mayList: boolean },
): CoverageRow[] {
  const byId = new Map(catalogue.policies.map((policy) => [policy.id, policy]))
  return policies.flatMap(({ policyId, groups }): CoverageRow[] => {
    const policy = byId.get(policyId)
    if (!policy) return []
    const sum = (name: (typeof names)[number]) => groups.reduce((all, group) => all + group[name], 0)
    let rows: readonly CoverageRow['groups'][number][] = groups.map((group) => ({
      group: group.group,
      groupName: groupName(by, group.group, streetNames),
      ...few(group, mayList),
    }))
    for (const name of names)
      rows = withSecondHidden(
        rows,
        (row) => row[name] === null,
        (row) => row[name] ?? 0,
        (row) => ({ ...row, [name]: null }),
      )
    return [
      {
        ...headOf(policy, date),
        ...few({ enjoying: sum('enjoying'), entitled: sum('entitled'), possible: sum('possible') }, mayList),
        groups: [...rows],
      },
    ]
  })
}
