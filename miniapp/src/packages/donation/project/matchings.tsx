import type { ProjectMatching } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { matchingWhenWords, matchingWords } from '../words'

function OnePromise({ matching }: { matching: ProjectMatching }) {
  const { phase, owedFen, paidFen } = matching
  return (
    <>
      <Words className='project__paragraph'>{matchingWords(matching)}</Words>
      <Words className='project__small'>{matchingWhenWords(matching)}</Words>
      {phase === 'coming' ? null : (
        <Words className='project__small'>{`按到账的捐款，它应配捐 ¥${formatYuan(owedFen)}，已经付了 ¥${formatYuan(paidFen)}。`}</Words>
      )}
    </>
  )
}

/** What companies promised to add; a promise, so apart from what was raised. Nothing where there is none. */
export function Matchings({ matchings }: { matchings: readonly ProjectMatching[] }) {
  if (matchings.length === 0) return null
  return (
    <Card>
      <Heading level={2}>企业配捐承诺</Heading>
      {matchings.map((matching) => (
        <OnePromise key={matching.id} matching={matching} />
      ))}
      <Words className='project__small'>这是承诺，还不是钱：企业付了，才算进上面筹到的数。</Words>
    </Card>
  )
}
