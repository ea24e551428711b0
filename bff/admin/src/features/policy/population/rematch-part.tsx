import type { Rematch } from '@minsheng/shared/contracts/policy'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Progress, Table, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag, type StateTone } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { Loaded } from '../loaded.tsx'

const keys = createKeyring()
const whys: Record<Rematch['why'], string> = { published: '公布了政策', day: '每天一次', asked: '有人要求' }
const states: Record<Rematch['state'], { word: string; tone: StateTone }> = {
  waiting: { word: '等着开始', tone: 'waiting' },
  running: { word: '正在比对', tone: 'waiting' },
  done: { word: '比对完了', tone: 'good' },
}

const columns: TableColumnsType<Rematch> = [
  { title: '为什么比对', key: 'why', width: 140, render: (_, row) => whys[row.why] },
  { title: '什么时候', key: 'at', width: 200, render: (_, row) => instantWords(row.startedAt) },
  {
    title: '办到哪里',
    key: 'state',
    render: (_, row) => (
      <>
        <StateTag tone={states[row.state].tone}>{states[row.state].word}</StateTag>
        {row.state === 'running' && (
          <Progress
            percent={row.homesAll > 0 ? Math.floor((row.homesDone / row.homesAll) * 100) : 0}
            size='small'
            aria-label='比对进度'
            style={{ maxWidth: 320 }}
          />
        )}
      </>
    ),
  },
  { title: '按哪天', key: 'for', width: 220, render: (_, row) => (row.decidedFor ? dateWords(row.decidedFor) : '—') },
  {
    title: '有变化的人',
    key: 'changed',
    width: 130,
    align: 'right',
    render: (_, row) => (row.peopleChanged === null ? '—' : row.peopleChanged.toLocaleString('zh-CN')),
  },
]

/** Everyone matched anew: when, why, how far it has come, and for how many something is otherwise. */
export function RematchPart() {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['policy-rematches'],
    queryFn: () => call('listRematches'),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state !== 'done') ? 2_000 : 30_000),
  })
  const starting = useMutation({
    mutationFn: () => call('startRematch', { idempotencyKey: keys.keyFor({}) }),
    onSuccess: () => {
      keys.done()
      void message.success('已开始，全区每个人都会重新比对一遍')
      void queries.invalidateQueries({ queryKey: ['policy-rematches'] })
    },
  })
  return (
    <section className='panel' aria-label='全部重新比对'>
      <div className='policy-part-head rematch'>
        <div>
          <h2>全部重新比对</h2>
          <p className='quiet'>公布政策以后和每天会自动比对一遍；谁有变化会告诉本人。</p>
        </div>
        {can('policy.write') && (
          <Button loading={starting.isPending} onClick={() => starting.mutate()}>
            现在比对一遍
          </Button>
        )}
      </div>
      {starting.error && <ProblemNotice error={starting.error} />}
      <Loaded label='比对的经过' query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title='还没有比对过' words='全区的情况读完以后，会自动比对第一遍。' />
          ) : (
            <Table<Rematch> rowKey='id' columns={columns} dataSource={items} pagination={false} scroll={{ x: 900 }} />
          )
        }
      </Loaded>
    </section>
  )
}
