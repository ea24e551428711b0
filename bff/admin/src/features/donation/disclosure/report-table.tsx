import type { DisclosureReport } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { kindWords } from './disclosure-words.ts'
import { Figures } from './figures.tsx'

type Act = (report: DisclosureReport) => void

interface ReportTableProps {
  charityId: string | undefined
  onEdit: Act
  onCorrect: Act
}

/** Reports, drafts and published ones; publishing is the owner's. */
export function ReportTable({ charityId, onEdit, onCorrect }: ReportTableProps) {
  const { can } = useAbilities()
  const { message, modal } = App.useApp()
  const queryClient = useQueryClient()
  const list = usePagedList([...donationKeys.disclosures, 'reports', charityId], (cursor) =>
    call('listReports', { query: { charityId, cursor } }),
  )
  const publishing = useMutation({
    mutationFn: ({ id, rev }: DisclosureReport) => call('publishReport', { params: { reportId: id }, body: { rev } }),
    onSuccess: ({ late }) => void message.success(late ? '已公布，记为迟到；公益码恢复使用' : '已公布，居民能看到'),
    onError: (error) => void message.error(error.message, 6),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.disclosures })
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
      void queryClient.invalidateQueries({ queryKey: donationKeys.codes })
    },
  })
  const askToPublish = (report: DisclosureReport) =>
    void modal.confirm({
      title: `公布“${report.subjectName}”的${kindWords[report.kind]}？`,
      width: 620,
      content: (
        <>
          <p>公布后马上公开，不能再直接修改，只能更正，原文会保留。数字按公布时的账本定下来：</p>
          <Figures figures={report.figures} periodFrom={report.periodFrom} periodTo={report.periodTo} />
        </>
      ),
      okText: '公布',
      cancelText: '再看看',
      onOk: () => publishing.mutate(report),
    })
  return (
    <PagedTable
      label='报告'
      query={list}
      minWidth={860}
      columns={columns({
        edit: can('campaign.write') ? onEdit : null,
        publish: can('report.publish') ? askToPublish : null,
        correct: can('report.publish') ? onCorrect : null,
      })}
      empty={<EmptyState title='还没有写过报告' words='在上面的日历里选一项，点“写报告”。' />}
    />
  )
}

function columns(actions: { edit: Act | null; publish: Act | null; correct: Act | null }): TableColumnsType<DisclosureReport> {
  const button = (label: string, act: Act, row: DisclosureReport) => (
    <Button type='link' style={{ padding: 0 }} onClick={() => act(row)} aria-label={`${label}${kindWords[row.kind]}：${row.subjectName}`}>
      {label}
    </Button>
  )
  return [
    {
      title: '报告',
      key: 'title',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>
            {kindWords[row.kind]}：{row.subjectName}
          </strong>
          <div className='quiet'>
            {row.charityName}，{dateWords(row.periodFrom)} 至 {dateWords(row.periodTo)}
          </div>
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 220,
      render: (_, { state, publishedOn, late, dueOn }) => (
        <>
          <StateTag tone={state === 'draft' ? 'draft' : late ? 'warning' : 'good'}>
            {state === 'draft' ? '草稿' : late ? '已公布，迟了' : '已公布'}
          </StateTag>
          <div className='quiet'>{publishedOn ? dateWords(publishedOn) : `最晚 ${dateWords(dueOn)}`}</div>
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 140,
      render: (_, row) =>
        row.state === 'draft' ? (
          <Space>
            {actions.publish && button('公布', actions.publish, row)}
            {actions.edit && button('修改', actions.edit, row)}
          </Space>
        ) : (
          actions.correct && button('更正', actions.correct, row)
        ),
    },
  ]
}
