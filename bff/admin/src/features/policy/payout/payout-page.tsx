import type { PayMark, PayoutBatch } from '@minsheng/shared/contracts/policy'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Descriptions, Space, Table, Tag } from 'antd'
import { Link, useParams } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords, monthWords } from '../../../ui/time-words.ts'
import { Loaded } from '../loaded.tsx'
import '../policy.css'
import { BankPanel } from './bank-panel.tsx'
import { DecidePanel } from './decide-panel.tsx'
import { batchStates, payMarks, payoutKeys, sumRows } from './payout-words.ts'
import { RowTable } from './row-table.tsx'

function Differences({ batch }: { batch: PayoutBatch }) {
  const marks = Object.entries(batch.marks) as [PayMark, number][]
  return (
    <section aria-label='和上次的不同'>
      <h2>和上次的不同</h2>
      <Space size={8} wrap>
        {marks.map(([mark, count]) => (
          <Link key={mark} to={`?mark=${mark}`}>
            <Tag>{`${payMarks[mark]} ${count} 笔`}</Tag>
          </Link>
        ))}
        {batch.endedCount > 0 && <Tag>{`上月发过、这次没有 ${batch.endedCount} 笔`}</Tag>}
        {marks.length === 0 && batch.endedCount === 0 && <span className='quiet'>和上次一样</span>}
      </Space>
      {batch.ended.length > 0 && (
        <Table
          size='small'
          style={{ marginTop: 12, maxWidth: 720 }}
          rowKey='place'
          // Two people may read the same once their names are covered.
          dataSource={batch.ended.map((row, place) => ({ ...row, place }))}
          pagination={{ pageSize: 5, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: '这次没有的', key: 'person', render: (_, row) => row.personMasked },
            { title: '政策', key: 'title', render: (_, row) => row.title },
            { title: '上月', key: 'fen', align: 'right', render: (_, row) => <Money fen={row.fen} /> },
          ]}
        />
      )}
    </section>
  )
}

function Batch({ batch, onDone, onReload }: { batch: PayoutBatch; onDone: (batch: PayoutBatch) => void; onReload: () => void }) {
  const { word, tone } = batchStates[batch.state]
  return (
    <>
      <PageHeader title={`${monthWords(batch.month)}的发放`} words={`付款日期 ${dateWords(batch.payOn)}`} />
      <div className='panel payout-head'>
        <section aria-label='这一批'>
          <p>
            <StateTag tone={tone}>{word}</StateTag> {batch.mayNotBecause}
          </p>
          <Descriptions
            column={3}
            items={[
              ...sumRows(batch),
              { key: 'made', label: '做的人', children: `${batch.madeBy}，${instantWords(batch.madeAt)}` },
              ...(batch.decidedBy
                ? [
                    {
                      key: 'decided',
                      label: '审核的人',
                      children: `${batch.decidedBy}${batch.decidedAt ? `，${instantWords(batch.decidedAt)}` : ''}`,
                    },
                  ]
                : []),
              ...(batch.words ? [{ key: 'words', label: '退回的原因', children: batch.words }] : []),
              ...batch.returns.map((one, index) => ({
                key: one.id,
                label: `第 ${index + 1} 份回执`,
                children: `${instantWords(one.takenAt)}，${one.by}：到账 ${one.paid.count} 笔，退回 ${one.refused.count} 笔`,
              })),
            ]}
          />
        </section>
        {batch.may.decide && <DecidePanel key={batch.rev} batch={batch} onDone={onDone} onReload={onReload} />}
        {batch.may.file && <BankPanel batch={batch} onDone={onDone} onReload={onReload} />}
        <Differences batch={batch} />
      </div>
      <RowTable batchId={batch.id} />
    </>
  )
}

/** One batch: what it pays, what differs, who let it go, and what the bank answered. */
export function PayoutPage() {
  const { batchId = '' } = useParams()
  const queries = useQueryClient()
  const name = [...payoutKeys.batches, batchId]
  const query = useQuery({ queryKey: name, queryFn: () => call('getPayoutBatch', { params: { batchId } }) })
  const again = (key: readonly string[]) => void queries.invalidateQueries({ queryKey: [...key] })
  function taken(next: PayoutBatch) {
    queries.setQueryData(name, next)
    again([...payoutKeys.batches, 'list'])
    again(payoutKeys.rows)
  }
  return (
    <Loaded label='这一批发放' query={query}>
      {(batch) => <Batch batch={batch} onDone={taken} onReload={() => again(payoutKeys.batches)} />}
    </Loaded>
  )
}
