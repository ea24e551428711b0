import type { ExchangeKind, ExchangeSource } from '@minsheng/shared/contracts/people'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal, Skeleton, Space, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'
import { agreementWords, countWords, exchangeSources, kindWords, runStates } from './exchange-words.ts'

type Deed = { source: ExchangeSource; to: 'pause' | 'resume' | ExchangeKind }

/** While something is under way it is looked at again so often. */
const LIVE_MS = 2_000
const QUIET_MS = 30_000

const isLive = ({ run }: ExchangeSource) => run?.state === 'running'

function Progress({ source: { run, state } }: { source: ExchangeSource }) {
  if (!run) return <span className='quiet'>还没有取过，点“取变化”开始</span>
  const { word, tone } = runStates[state === 'paused' && run.state === 'running' ? 'paused' : run.state]
  return (
    <>
      <StateTag tone={run.agrees === false ? 'warning' : tone}>{word}</StateTag> {kindWords[run.kind]}，{instantWords(run.startedAt)}
      <div>{countWords(run)}</div>
      <div className={run.agrees === false ? '' : 'quiet'}>{agreementWords(run)}</div>
      {run.fault && (
        <div role='status'>
          停在这里：{run.fault}
          {run.nextTryAt && `；${instantWords(run.nextTryAt)} 自动再试`}
        </div>
      )}
    </>
  )
}

function columns(act: (deed: Deed) => void, isActing: boolean, onLetters: () => void): TableColumnsType<ExchangeSource> {
  return [
    {
      title: '来源',
      key: 'source',
      width: 190,
      render: (_, source) => (
        <>
          <strong style={{ fontWeight: 500 }}>{exchangeSources[source.id]}</strong>
          {source.state === 'paused' && (
            <div>
              <StateTag tone='paused'>已暂停</StateTag>
            </div>
          )}
        </>
      ),
    },
    { title: '最近一次', key: 'run', render: (_, source) => <Progress source={source} /> },
    {
      title: '问题数据',
      key: 'letters',
      width: 110,
      render: (_, { id, openLetters }) =>
        openLetters === 0 ? (
          '没有'
        ) : (
          <Button
            type='link'
            style={{ padding: 0 }}
            onClick={onLetters}
            aria-label={`处理${exchangeSources[id]}的 ${openLetters} 条问题数据`}
          >
            {openLetters} 条
          </Button>
        ),
    },
    {
      title: '下次自动取',
      key: 'next',
      width: 196,
      render: (_, { nextAt, state }) => (state === 'paused' ? '暂停中' : nextAt ? instantWords(nextAt) : '取过一次后每天自动取'),
    },
    {
      title: '操作',
      key: 'action',
      width: 310,
      render: (_, source) => {
        const name = exchangeSources[source.id]
        const busy = isActing || isLive(source) || source.state === 'paused'
        return (
          <Space size={8} wrap>
            <Button type='primary' disabled={busy} onClick={() => act({ source, to: 'incremental' })} aria-label={`取${name}的变化`}>
              取变化
            </Button>
            <Button disabled={busy} onClick={() => act({ source, to: 'full' })} aria-label={`全部重取${name}`}>
              全部重取
            </Button>
            <Button
              disabled={isActing}
              onClick={() => act({ source, to: source.state === 'paused' ? 'resume' : 'pause' })}
              aria-label={`${source.state === 'paused' ? '继续' : '暂停'}${name}`}
            >
              {source.state === 'paused' ? '继续' : '暂停'}
            </Button>
          </Space>
        )
      },
    },
  ]
}

const done: Record<Deed['to'], string> = { pause: '已暂停', resume: '接着取了', incremental: '开始取变化', full: '开始全部重取' }

export function SourceList({ onLetters }: { onLetters: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [keys] = useState(() => createKeyring())
  const [asked, setAsked] = useState<Deed | null>(null)
  const sources = useQuery({
    queryKey: [...peopleKeys.exchange, 'sources'],
    queryFn: () => call('listExchangeSources', {}),
    refetchInterval: ({ state }) => (state.data?.items.some(isLive) ? LIVE_MS : QUIET_MS),
  })
  const again = () => void queryClient.invalidateQueries({ queryKey: peopleKeys.exchange })
  const acting = useMutation({
    mutationFn: async ({ source, to }: Deed): Promise<void> => {
      const params = { sourceId: source.id }
      if (to === 'pause') await call('pauseExchange', { params, body: { rev: source.rev } })
      else if (to === 'resume') await call('resumeExchange', { params, body: { rev: source.rev } })
      else await call('startExchange', { params, body: { kind: to }, idempotencyKey: keys.keyFor({ ...params, kind: to }) })
    },
    onSuccess: (_, { to }) => {
      keys.done()
      void message.success(done[to])
    },
    onSettled: again,
  })
  const act = (deed: Deed) => (deed.to === 'full' ? setAsked(deed) : acting.mutate(deed))

  if (sources.isPending)
    return (
      <div className='panel' style={{ padding: 24 }} role='status' aria-label='正在读取数据来源'>
        <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
      </div>
    )
  return (
    <section aria-label='数据来源'>
      {sources.error && <ProblemNotice error={sources.error} onRetry={() => void sources.refetch()} />}
      {isConflict(acting.error) ? <ConflictNotice onReload={again} /> : acting.error && <ProblemNotice error={acting.error} />}
      {sources.data && (
        <>
          <div className='panel'>
            <Table<ExchangeSource>
              rowKey='id'
              columns={columns(act, acting.isPending, onLetters)}
              dataSource={sources.data.items}
              pagination={false}
              scroll={{ x: 1080 }}
            />
          </div>
          <p className='quiet'>
            我们核实的去世和迁出也会告诉其他部门：等待上报 {sources.data.pushes.waiting} 条，已上报 {sources.data.pushes.sent} 条
            {sources.data.pushes.refused > 0 && `，对方没有收下 ${sources.data.pushes.refused} 条`}。
          </p>
        </>
      )}
      <Modal
        title={asked ? `全部重取${exchangeSources[asked.source.id]}` : ''}
        open={asked !== null}
        onCancel={() => setAsked(null)}
        onOk={() => {
          if (asked) acting.mutate(asked)
          setAsked(null)
        }}
        okText='全部重取'
        cancelText='不取了'
      >
        <p>会把来源现在的全部登记重新取一遍，已经收过的不会重复。数据多时要较长时间，平时用“取变化”就够了。</p>
      </Modal>
    </section>
  )
}
