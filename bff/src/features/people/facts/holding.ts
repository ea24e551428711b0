import { factNames, factSpec, observationSourceWords } from '@minsheng/shared/contracts/people'
import { type Clock, formatDate } from '@minsheng/shared/units/clock'
import type { CopyRow, HoldingPart } from '../../../platform/protect/holding.ts'
import type { ResidentStore } from '../resident/store.ts'
import { derive, subjectKey } from './domain.ts'
import { factsIn, wordsOf } from './present.ts'
import type { FactStore } from './store.ts'

const HIDDEN = '实名核验后给出'

/** What the registry has on record of a person and their household, and who said it. */
export function factsHolding({
  store,
  residents,
  clock,
}: {
  store: Pick<FactStore, 'said'>
  residents: Pick<ResidentStore, 'counting'>
  clock: Clock
}): HoldingPart {
  /** Fact by fact: what was said of it, the newest first, and what counts now. */
  async function recordOf(residentId: string | null) {
    const resident = residentId === null ? null : await residents.counting(residentId)
    if (!resident) return []
    const { _id: id, householdId } = resident
    const keys = [subjectKey({ kind: 'person', id }), ...(householdId === null ? [] : [subjectKey({ kind: 'household', id: householdId })])]
    const said = await store.said(keys)
    return keys.flatMap((key) =>
      factNames.flatMap((fact) => {
        const { observations, resolutions } = factsIn(said.get(key), fact)
        if (observations.length === 0) return []
        const { current } = derive(factSpec(fact), observations, resolutions, clock.now())
        const newestFirst = [...observations].sort((one, other) => other.observedAt.getTime() - one.observedAt.getTime())
        return [{ fact, current, observations: newestFirst }]
      }),
    )
  }

  return {
    key: 'facts',
    title: '情况和来源',
    purpose: '判断您和家人符合哪些政策、需要什么帮助',
    basis: '民政部门履行法定职责（个人信息保护法第十三条、第三十四条）；您自己填写的，依据您的同意',
    kept: '在本区居住期间，各项到期后不再使用；迁出后按档案规定保存',
    correctable: ['残疾和照护情况', '重大疾病', '收入和财产', '住房和车辆', '工作和上学', '婚姻和家人', '救助和优抚身份', '其他情况'],
    async show({ residentId }) {
      const known = await recordOf(residentId)
      const rows = known.flatMap(({ fact, current }) =>
        current
          ? [
              {
                label: factSpec(fact).title,
                value: `有登记，来自${observationSourceWords[current.source]}，${formatDate(current.observedAt)}的情况`,
              },
            ]
          : [],
      )
      return { count: rows.length, rows }
    },
    async rows({ residentId, proven }) {
      return (await recordOf(residentId)).flatMap(({ fact, current, observations }) =>
        observations.map(
          (observation): CopyRow => ({
            项目: factSpec(fact).title,
            内容: proven ? wordsOf(fact, observation) : HIDDEN,
            来源: observationSourceWords[observation.source],
            什么时候的情况: formatDate(observation.observedAt),
            有效到: observation.expiresAt === null ? '长期' : formatDate(new Date(observation.expiresAt.getTime() - 1)),
            现在用不用: observation.id === current?.id ? '在用' : '没有用',
          }),
        ),
      )
    },
    stays: [{ what: '情况和来源', why: '民政部门履行职责所必需，与账号无关；您可以申请更正' }],
  }
}
