import type { AwardRow, DeskAward } from '@minsheng/shared/contracts/policy'
import { Alert } from 'antd'
import { StateTag } from '../../ui/state-tag.tsx'
import { dateWords } from '../../ui/time-words.ts'
import { differsWords, wayOnWords } from './award-words.ts'

/** In the list: whether a benefit is otherwise than today's rules, and since when. */
export function DiffersTag({ of }: { of: Pick<AwardRow, 'differs' | 'every' | 'ofHousehold'> }) {
  const found = differsWords(of)
  if (!found || !of.differs) return <span className='quiet'>一样</span>
  return (
    <>
      <StateTag tone={found.tone}>{found.word}</StateTag>
      <div className='quiet'>{dateWords(of.differs.since)}起</div>
    </>
  )
}

/** In the benefit: what is otherwise, why as far as the rules say, and what to do about it. */
export function DiffersNotice({ award }: { award: DeskAward }) {
  const found = differsWords(award)
  if (!found || !award.differs) return null
  const failing = award.now.requirements.filter(({ state }) => (award.differs?.kind === 'unclear' ? state === 'open' : state === 'unmet'))
  const reasons = [
    ...failing.map(({ words }) => `“${words}”`),
    ...(award.now.excludedBy.length > 0 ? [`和${award.now.excludedBy.join('、')}不能同时享受`] : []),
  ]
  return (
    <Alert
      type='warning'
      showIcon
      style={{ marginBlock: 16 }}
      title={`${dateWords(award.differs.since)}起，和今天的规则不一样：${found.word}`}
      description={`${reasons.length > 0 ? `${reasons.join('、')}。` : ''}${wayOnWords[award.differs.kind]}`}
    />
  )
}
