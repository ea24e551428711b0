import type { Remedy } from '@minsheng/shared/contracts/policy'
import { Heading } from '../../ui/heading'
import { List, ListRow } from '../../ui/list'
import { dateWords } from './words'

const ways: Readonly<Record<Remedy['way'], string>> = { objection: '提出异议', reconsideration: '行政复议', lawsuit: '行政诉讼' }

/** Where someone goes who does not agree with a written decision, and until when. */
export function Remedies({ level, remedies }: { level: 2 | 3; remedies: readonly Remedy[] }) {
  return (
    <>
      <Heading level={level}>不同意怎么办</Heading>
      <List label='不同意怎么办'>
        {remedies.map(({ way, words, until }) => (
          <ListRow key={way} title={`${ways[way]}：最晚${dateWords(until)}`} detail={words} />
        ))}
      </List>
    </>
  )
}
