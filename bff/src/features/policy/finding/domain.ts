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

/** What of a list is a child's own: what is the household's stands in the lists of its grown-ups. */
export const ofChild = (list: BenefitList): BenefitList => ({ ...list, items: list.items.filter(({ ofHousehold }) => !ofHousehold) })

/** The earliest of some days, or null. */
export const earliest = (...days: readonly (string | null)[]): string | null => days.filter((day) => day !== null).sort()[0] ?? null

/** The words of a message: what it is, never more of the person than that. @param whose the reader's, or a child's of theirs */
export function wordsOf(found: readonly Benefit[], whose: 'own' | 'child' = 'own'): { title: string; body: string } {
  const titles = found.map(({ title }) => `“${title}”`)
  const who = whose === 'own' ? '您' : '您家孩子'
  const title = found.length === 1 ? `有一项政策，${who}现在符合条件` : `有 ${found.length} 项政策，${who}现在符合条件`
  const automatic = found.every(({ applying }) => applying === 'automatic')
  const next = automatic ? '不用交材料，点开确认一下，部门核实后发放。' : '要申请的，点开就能看到带什么材料、到哪里办。'
  const where = whose === 'own' ? '' : '在幸福清单的“孩子的”里看。'
  return { title, body: `${titles.join('、')}。${next}${where}` }
}
