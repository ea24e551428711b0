import type { DeskCallRow } from '@minsheng/shared/contracts/help'
import { classWords, promiseWords, stateWords } from '@minsheng/shared/words/help'
import { Button, Segmented, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { CallDrawer } from './call-drawer.tsx'
import { Left } from './left.tsx'
import { useLiveCalls } from './use-live-calls.ts'
import { callTones, categoryWords, helpKeys } from './words.ts'

const shows = [
  { value: 'open', label: '要处理的' },
  { value: 'done', label: '办完的' },
] as const

/** 一键呼: what is to be done in one's part of the district, what breaks first in front. */
export function HelpPage() {
  const [show, setShow] = useState<'open' | 'done'>('open')
  const askEveryMs = useLiveCalls()
  const [asked, setAsked] = useSearchParams()
  const openId = asked.get('open')
  const setOpenId = (id: string | null) => setAsked(id === null ? {} : { open: id })
  const list = usePagedList(
    [...helpKeys.list(show)],
    (cursor) => call('listHelpCalls', { query: { cursor, show } }),
    true,
    show === 'open' && askEveryMs,
  )
  const counts = list.data?.pages[0]?.counts
  const columns: TableColumnsType<DeskCallRow> = [
    {
      title: '状态',
      key: 'state',
      width: 150,
      render: (_, row) => (
        <Space size={6} wrap>
          <StateTag tone={callTones[row.state]}>{stateWords[row.state]}</StateTag>
          {row.owesCallback && <StateTag tone='warning'>要回电</StateTag>}
          {row.owesFeedback && <StateTag tone='warning'>要登记结果</StateTag>}
          {row.isRisky && <StateTag tone='danger'>有危险</StateTag>}
          {row.handover?.isMine && <StateTag tone='danger'>请您接手</StateTag>}
        </Space>
      ),
    },
    { title: '紧急程度', key: 'class', width: 100, render: (_, row) => classWords[row.urgency] },
    {
      title: '最先到期',
      key: 'due',
      width: 220,
      render: (_, row) => (row.nextDue ? <Left what={promiseWords[row.nextDue.what]} at={row.nextDue.at} /> : '—'),
    },
    {
      title: '谁、在哪里',
      key: 'who',
      render: (_, row) => (
        <Button
          type='link'
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
          onClick={() => setOpenId(row.id)}
          aria-label={`打开${row.callerMasked ?? '没有登录的人'}的呼叫`}
        >
          {[row.callerMasked ?? '没有登录的人', row.gridName ?? row.communityName ?? '不知道在哪里'].join('，')}
        </Button>
      ),
    },
    { title: '出了什么事', key: 'what', width: 130, render: (_, row) => (row.category ? categoryWords[row.category] : '没有说') },
    {
      title: '谁负责',
      key: 'worker',
      width: 140,
      render: (_, row) => (row.isMine ? <strong>我</strong> : (row.keeperName ?? row.workerName ?? '还没有人')),
    },
    { title: '什么时候', key: 'raised', width: 180, render: (_, row) => (row.raisedAt ? instantWords(row.raisedAt) : '—') },
  ]
  return (
    <>
      <PageHeader
        title='一键呼'
        words={
          counts
            ? `等人接 ${counts.waiting} 个，正在办 ${counts.underWay} 个，超时 ${counts.late} 个。最先到期的在前，有变化马上更新。`
            : '最先到期的在前，有变化马上更新。'
        }
        action={<Segmented<'open' | 'done'> aria-label='看哪些呼叫' options={[...shows]} value={show} onChange={setShow} />}
      />
      <div className='panel'>
        <PagedTable
          label={show === 'open' ? '要处理的呼叫' : '办完的呼叫'}
          query={list}
          columns={columns}
          minWidth={1090}
          empty={
            show === 'open' ? (
              <EmptyState title='现在没有要处理的呼叫' words='有人按一键呼，会马上出现在这里。' />
            ) : (
              <EmptyState title='还没有办完的呼叫' words='办好或取消的呼叫会列在这里。' />
            )
          }
        />
      </div>
      <CallDrawer callId={openId} askEveryMs={askEveryMs} onClose={() => setOpenId(null)} />
    </>
  )
}
