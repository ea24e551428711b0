import type { DispatchState, FurtherChannel, MessageDispatch, MessageKind } from '@minsheng/shared/contracts/message'
import { useQueryClient } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useAccount } from '../../platform/use-session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../ui/filter-select.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { can } from '../identity/abilities.ts'
import { DispatchSummary } from './dispatch-summary.tsx'
import { messageKeys } from './queries.ts'
import { ResendForm } from './resend-form.tsx'
import { TemplateDrawer } from './template-drawer.tsx'
import { channels, dispatchStates, messageKinds, urgencies } from './words.ts'

function Outcome({ row }: { row: MessageDispatch }) {
  const { word, tone } = dispatchStates[row.state]
  return (
    <>
      <StateTag tone={tone}>{word}</StateTag>
      {row.faultWords && <div className='quiet'>{row.faultWords}</div>}
      {row.state === 'queued' && row.nextAt && <div className='quiet'>{instantWords(row.nextAt)} 发送</div>}
    </>
  )
}

const columnsFor = (resend: ((row: MessageDispatch) => void) | null): TableColumnsType<MessageDispatch> => [
  { title: '时间', key: 'created', width: 180, render: (_, row) => instantWords(row.createdAt) },
  {
    title: '消息',
    key: 'kind',
    width: 170,
    render: (_, row) => (
      <>
        {messageKinds[row.kind]}
        <div className='quiet'>{urgencies[row.urgency]}</div>
      </>
    ),
  },
  { title: '方式', key: 'channel', width: 140, render: (_, row) => channels[row.channel] },
  { title: '接收人', key: 'reader', width: 140, render: (_, row) => row.readerMasked },
  { title: '结果', key: 'state', render: (_, row) => <Outcome row={row} /> },
  { title: '试过', key: 'attempts', width: 80, align: 'right', render: (_, row) => `${row.attempts} 次` },
  {
    title: '操作',
    key: 'actions',
    width: 120,
    render: (_, row) =>
      resend && row.mayResend ? (
        <Button type='link' aria-label={`再发一次 ${messageKinds[row.kind]} ${row.readerMasked}`} onClick={() => resend(row)}>
          再发一次
        </Button>
      ) : null,
  },
]

/** What was sent by WeChat, text message and call, and what became of it. */
export function DispatchListPage() {
  const { roles } = useAccount()
  const queryClient = useQueryClient()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['kind', 'channel', 'state'])
  const [resending, setResending] = useState<MessageDispatch | null>(null)
  const [showsTemplates, setShowsTemplates] = useState(false)
  const kind = filters.kind as MessageKind | undefined
  const channel = filters.channel as FurtherChannel | undefined
  const state = filters.state as DispatchState | undefined
  const list = usePagedList([...messageKeys.dispatches, kind, channel, state], (cursor) =>
    call('listMessageDispatches', { query: { cursor, kind, channel, state } }),
  )
  return (
    <>
      <PageHeader
        title='消息发送'
        words='微信、短信和电话发出去的消息，有没有送到。居民在小程序“消息”里看到的，不在这里列出。'
        action={<Button onClick={() => setShowsTemplates(true)}>看模板</Button>}
      />
      <DispatchSummary />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect label='哪种消息' value={kind} options={wordOptions(messageKinds)} onChange={(next) => setFilters({ kind: next })} />
          <FilterSelect
            label='哪种方式'
            value={channel}
            options={wordOptions(channels)}
            onChange={(next) => setFilters({ channel: next })}
          />
          <FilterSelect
            label='哪种结果'
            value={state}
            options={wordOptions(dispatchStates)}
            onChange={(next) => setFilters({ state: next })}
          />
        </form>
        <PagedTable
          label='消息发送'
          query={list}
          columns={columnsFor(can(roles, 'message.resend') ? setResending : null)}
          minWidth={1040}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的消息' words='换个条件再看看。' action={{ label: '清除条件', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有发过消息' words='有退款、通知这些消息要告诉居民时，系统会自动发送，并列在这里。' />
            )
          }
        />
      </div>
      {resending && (
        <ResendForm
          key={resending.id}
          dispatch={resending}
          onClose={() => setResending(null)}
          onDone={() => {
            setResending(null)
            void queryClient.invalidateQueries({ queryKey: messageKeys.dispatches })
          }}
        />
      )}
      <TemplateDrawer open={showsTemplates} onClose={() => setShowsTemplates(false)} />
    </>
  )
}
