import { type DeathReport, deathReportState } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Radio, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { peopleKeys } from '../queries.ts'
import { reportStates } from './exchange-words.ts'

function columns(onDecide: (report: DeathReport) => void): TableColumnsType<DeathReport> {
  return [
    {
      title: '居民',
      key: 'who',
      width: 150,
      render: (_, report) => (
        <>
          {report.nameMasked} <span className='quiet'>{report.age} 岁</span>
        </>
      ),
    },
    {
      title: '住在',
      key: 'where',
      render: (_, report) => (
        <>
          {report.gridName} <span className='quiet'>{report.communityName}</span>
        </>
      ),
    },
    { title: '报告的去世日期', key: 'died', width: 210, render: (_, report) => dateWords(report.diedOn) },
    { title: '收到时间', key: 'reported', width: 170, render: (_, report) => instantWords(report.reportedAt) },
    {
      title: '状态',
      key: 'state',
      width: 190,
      render: (_, report) => (
        <>
          <StateTag tone={reportStates[report.state].tone}>{reportStates[report.state].word}</StateTag>
          {report.note && <div className='quiet'>{report.note}</div>}
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, report) =>
        report.state === 'open' && (
          <Button type='link' style={{ padding: 0 }} onClick={() => onDecide(report)} aria-label={`核实 ${report.nameMasked}`}>
            核实
          </Button>
        ),
    },
  ]
}

/** 去世待核实: a register says so, somebody looks, and only then it counts. */
export function DeathListPage() {
  const { filters, setFilters } = useUrlFilters(['state'] as const)
  const [shown, setShown] = useState<DeathReport | null>(null)
  const state = filters.state === 'all' ? undefined : (deathReportState.safeParse(filters.state).data ?? 'open')
  const list = usePagedList([...peopleKeys.deaths, state], (cursor) => call('listDeathReports', { query: { state, cursor } }))
  return (
    <>
      <PageHeader title='去世核实' words='有部门登记了去世。核实之前，这个人的待遇和服务都照旧；核实后才会登记，并告诉其他部门。' />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={state}
            width={160}
            options={wordOptions(reportStates)}
            onChange={(next) => setFilters({ state: next ?? 'all' })}
          />
        </form>
        <PagedTable
          label='去世核实'
          query={list}
          columns={columns(setShown)}
          minWidth={900}
          empty={<EmptyState title='没有要核实的' words='有部门登记了您负责的地方的人去世，会列在这里。' />}
        />
      </div>
      <Modal title={`核实 ${shown?.nameMasked ?? ''}`} open={shown !== null} onCancel={() => setShown(null)} footer={null} destroyOnHidden>
        {shown && <Deciding report={shown} onClose={() => setShown(null)} />}
      </Modal>
    </>
  )
}

function Deciding({ report, onClose }: { report: DeathReport; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [verdict, setVerdict] = useState<'confirmed' | 'dismissed' | null>(null)
  const [note, setNote] = useState('')
  function leave() {
    for (const queryKey of [peopleKeys.deaths, peopleKeys.residents, peopleKeys.households])
      void queryClient.invalidateQueries({ queryKey })
    onClose()
  }
  const deciding = useMutation({
    mutationFn: (decided: 'confirmed' | 'dismissed') =>
      call('decideDeathReport', { params: { reportId: report.id }, body: { rev: report.rev, verdict: decided, note: note.trim() } }),
    onSuccess: () => {
      void message.success('已记下核实结果')
      leave()
    },
  })
  return (
    <Form layout='vertical'>
      {isConflict(deciding.error) ? <ConflictNotice onReload={leave} /> : deciding.error && <ProblemNotice error={deciding.error} />}
      <Form.Item label='核实结果' required>
        <Radio.Group
          vertical
          value={verdict}
          onChange={(event) => setVerdict(event.target.value as 'confirmed' | 'dismissed')}
          options={[
            { value: 'confirmed', label: `确已去世，${dateWords(report.diedOn)}` },
            { value: 'dismissed', label: '人还健在，报告有误' },
          ]}
        />
      </Form.Item>
      <Form.Item label='怎么核实的' required htmlFor='death-note' extra='如“上门看望，家属出示了证明”。'>
        <Input.TextArea id='death-note' value={note} maxLength={200} rows={2} onChange={(event) => setNote(event.target.value)} />
      </Form.Item>
      <Button
        type='primary'
        disabled={verdict === null || note.trim().length < 2}
        loading={deciding.isPending}
        onClick={() => verdict && deciding.mutate(verdict)}
      >
        记下核实结果
      </Button>
    </Form>
  )
}
