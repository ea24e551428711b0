import type { GiftTrace } from '@minsheng/shared/contracts/donation'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'

interface LotProps {
  lot: GiftTrace['unused'][number]
  trace: GiftTrace
}

function Lot({ lot, trace }: LotProps) {
  const remote = useRemote(lot.projectId, () => call('getProject', { params: { projectId: lot.projectId } }))
  const when = remote.data?.disclosureWords ?? `${trace.charityName}会按规定公布善款去向。`
  const isElsewhere = lot.projectId !== trace.projectId
  return (
    <Card tone='warm'>
      <Money fen={lot.amountFen} size='title' />
      <Words className='where__line'>
        {isElsewhere ? `项目结余转到了“${lot.projectTitle}”，在那里等着用。` : `在“${lot.projectTitle}”里等着用。`}
      </Words>
      <Words className='where__line'>{`什么时候告诉您：${when}`}</Words>
    </Card>
  )
}

/** What is not used yet, where it lies, and when the giver is told. */
export function Unused({ trace }: { trace: GiftTrace }) {
  if (trace.unused.length === 0) return null
  return (
    <>
      <Heading level={2}>{trace.uses.length === 0 ? '还没有用出去' : '还没有用的'}</Heading>
      {trace.unused.map((lot) => (
        <Lot key={lot.projectId} lot={lot} trace={trace} />
      ))}
      {trace.uses.length === 0 ? (
        <Words className='where__line'>慈善组织每用一笔，都要有凭证、经两个人同意。用到您这一份时，这里会写明用在哪里、付给了谁。</Words>
      ) : null}
    </>
  )
}
