import type { Benefit, BenefitList } from '@minsheng/shared/contracts/policy'

/** What became theirs from one list to the next: it was not open to them for sure before, and is now. */
export function newlyTheirs(before: BenefitList, after: BenefitList): Benefit[] {
  const had = new Map(before.items.map(({ policyId, status }) => [policyId, status]))
  return after.items.filter(
    ({ policyId, status }) => status === 'entitled' && had.get(policyId) !== 'entitled' && had.get(policyId) !== 'enjoying',
  )
}

/** The first day on which time alone changes something, or null. */
export function nextDayOf({ items }: BenefitList): string | null {
  const days = items.flatMap(({ change }) => (change ? [change.on] : [])).sort()
  return days[0] ?? null
}

/** The words of a message: what it is, never more of the person than that. */
export function wordsOf(found: readonly Benefit[]): { title: string; body: string } {
  const titles = found.map(({ title }) => `“${title}”`)
  const title = found.length === 1 ? '有一项政策，您现在符合条件' : `有 ${found.length} 项政策，您现在符合条件`
  const automatic = found.every(({ applying }) => applying === 'automatic')
  const next = automatic ? '不用交材料，点开确认一下，部门核实后发放。' : '要申请的，点开就能看到带什么材料、到哪里办。'
  return { title, body: `${titles.join('、')}。${next}` }
}
