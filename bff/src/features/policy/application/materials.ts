import type { FactName } from '@minsheng/shared/contracts/people'
import type { MaterialAsked } from '@minsheng/shared/contracts/policy'

/** What of a paper the bureau can look up itself, and by what it then knows it. */
interface Verifiable {
  /** Parts of the paper's name. */
  named: RegExp
  /** Facts that stand for it; none: the real name on record does. */
  facts: readonly FactName[]
  because: string
}

/**
 * Papers that nobody is asked for where the registers answer.
 * @remarks 社会救助法 62: what the checking mechanism can verify is not demanded; 政务数据共享条例 19.
 */
const verifiable: readonly Verifiable[] = [
  { named: /身份证/, facts: [], because: '身份已经核实，不用交' },
  { named: /户口簿/, facts: ['registeredIn'], because: '户籍登记里有，不用交' },
  { named: /残疾证/, facts: ['disabilityGrade'], because: '残联登记里有，不用交' },
  { named: /能力评估报告/, facts: ['careLevel'], because: '评估结果已经登记，不用交' },
  { named: /委托书/, facts: [], because: '提交时勾选同意核对就可以，不用另交' },
  { named: /住房情况|房产证/, facts: ['housing'], because: '住房登记里有，不用交' },
]

/** Each paper of the policy, split where one line names two of them, with whether it is still needed. */
export function materialsAsked(materials: readonly string[], isVerified: (fact: FactName) => boolean, automatic: boolean): MaterialAsked[] {
  if (automatic) return []
  return materials.flatMap(partsOf).map((name): MaterialAsked => {
    const known = verifiable.find(({ named, facts }) => named.test(name) && facts.every(isVerified))
    return { name, needed: known === undefined, because: known?.because ?? null }
  })
}

/** `身份证和户口簿` names two papers; `独生子女情况的证明` and what stands in brackets do not. */
function partsOf(material: string): string[] {
  const both = /^(?<one>.*身份证)和(?<other>户口簿)$/.exec(material)
  return both?.groups ? [both.groups.one ?? '', both.groups.other ?? ''] : [material]
}
