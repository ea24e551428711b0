import type { ProjectMatching } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
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

/** What companies promised to add; a promise, so apart from what was raised. Nothing while there is none, or it can't be read. */
export function Matchings({ projectId }: { projectId: string }) {
  const { data } = useRemote(projectId, () => call('listProjectMatchings', { params: { projectId } }))
  if (!data || data.items.length === 0) return null
  return (
    <Card>
      <Heading level={2}>企业配捐承诺</Heading>
      {data.items.map((matching) => (
        <OnePromise key={matching.id} matching={matching} />
      ))}
      <Words className='project__small'>这是承诺，还不是钱：企业付了，才算进上面筹到的数。</Words>
    </Card>
  )
}
