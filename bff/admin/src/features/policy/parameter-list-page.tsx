import type { ParameterRow } from '@minsheng/shared/contracts/policy'
import { useQuery } from '@tanstack/react-query'
import { Input, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { dateWords } from '../../ui/time-words.ts'
import { useAbilities } from '../identity/use-abilities.ts'
import { GroupTable } from './group-table.tsx'
import { Loaded } from './loaded.tsx'
import { StartDraft } from './start-draft.tsx'

export function ParameterListPage() {
  const { can } = useAbilities()
  const [text, setText] = useState('')
  const query = useQuery({ queryKey: ['policy-parameters'], queryFn: () => call('listPolicyParameters') })
  const columns: TableColumnsType<ParameterRow> = [
    {
      title: '参数',
      key: 'title',
      render: (_, row) => (
        <>
          <Link className='text-link' to={`/policy-parameters/${row.key}`}>
            {row.title}
          </Link>
          <div className='quiet'>{row.source}</div>
        </>
      ),
    },
    {
      title: '现在',
      key: 'now',
      width: 190,
      render: (_, row) => (
        <>
          <strong>{row.now ?? '还没有'}</strong>
          {row.nowFrom && <div className='quiet'>{dateWords(row.nowFrom)}起</div>}
        </>
      ),
    },
    {
      title: '将来',
      key: 'next',
      width: 210,
      render: (_, row) =>
        row.next && row.nextFrom ? (
          <>
            <strong>{row.next}</strong>
            <div>
              <StateTag tone='waiting'>{dateWords(row.nextFrom)}起</StateTag>
            </div>
          </>
        ) : (
          <span className='quiet'>—</span>
        ),
    },
    { title: '确认', key: 'illustrative', width: 140, render: (_, row) => (row.illustrative ? <IllustrativeTag /> : '已确认') },
    {
      title: '哪些政策用它',
      key: 'policies',
      width: 260,
      render: (_, row) => <span className='quiet'>{row.policies.join('、') || '还没有政策用它'}</span>,
    },
    ...(can('policy.write')
      ? [
          {
            title: '操作',
            key: 'action',
            width: 130,
            render: (_: unknown, row: ParameterRow) =>
              row.draftId ? (
                <Link className='text-link' to={`/policy-drafts/${row.draftId}`} aria-label={`打开草稿：${row.title}`}>
                  打开草稿
                </Link>
              ) : (
                <StartDraft kind='parameter' subject={row.key} label='调整' about={row.title} />
              ),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader
        title='政策参数'
        words='标准、比例这些会逐年调整的数，和政策分开管：改一处，用它的政策从那天起都按新的算。每个数都写明文号、条款和原文。'
        action={can('policy.write') && <StartDraft kind='parameter' subject={null} label='起草新参数' />}
      />
      <div className='panel'>
        <div className='filters'>
          <div className='filter'>
            <label htmlFor='parameter-text'>查找</label>
            <Input.Search
              id='parameter-text'
              allowClear
              placeholder='名称，如“低保”'
              style={{ width: 260 }}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        </div>
        <Loaded label='政策参数' query={query}>
          {({ items }) => {
            const shown = items.filter(({ title, policies }) => [title, ...policies].some((words) => words.includes(text.trim())))
            return shown.length === 0 ? (
              <EmptyState title='没有这样的参数' words='换个词再找，或看全部。' action={{ label: '看全部', onClick: () => setText('') }} />
            ) : (
              <section aria-label='政策参数'>
                <Table<ParameterRow> rowKey='key' columns={columns} dataSource={shown} pagination={false} scroll={{ x: 1050 }} />
                <div className='list-end'>共 {shown.length} 个</div>
              </section>
            )
          }}
        </Loaded>
      </div>
      {query.data && <GroupTable groups={query.data.groups} />}
    </>
  )
}
