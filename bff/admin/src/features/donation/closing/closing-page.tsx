import { DownloadOutlined } from '@ant-design/icons'
import type { TrialBalance } from '@minsheng/shared/contracts/donation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton, Space, Typography } from 'antd'
import { useCallback, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords, monthWords } from '../../../ui/time-words.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useBooksCharity } from '../books/charity-picker.tsx'
import { DecideSection } from '../books/decide-section.tsx'
import { donationKeys } from '../queries.ts'
import { closingStates } from './closing-words.ts'
import { TrialTable } from './trial-table.tsx'

const filterNames = ['charityId', 'month'] as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function State({ month }: { month: TrialBalance }) {
  const isBalanced = month.totals.openingFen === 0 && month.totals.closingFen === 0 && month.totals.debitFen === month.totals.creditFen
  return (
    <div style={{ padding: '4px 20px 16px' }}>
      <p>
        <StateTag tone={closingStates[month.state].tone}>{closingStates[month.state].word}</StateTag>{' '}
        <StateTag tone={isBalanced ? 'good' : 'danger'}>{isBalanced ? '借贷平衡' : '借贷不平'}</StateTag>{' '}
        <span className='quiet'>
          {month.journals.toLocaleString('zh-CN')} 笔分录。“借”“贷”是余额的方向。
          {month.closedAt && `${instantWords(month.closedAt)}结账，之后的更正记在以后的月份。`}
        </span>
      </p>
      {month.sha256 && (
        <p className='quiet'>
          本月账目指纹（SHA-256）：<Typography.Text copyable>{month.sha256}</Typography.Text>
        </p>
      )}
      {month.state === 'open' && month.decisionNote && <Alert type='warning' showIcon title={`上次申请被退回：${month.decisionNote}`} />}
      {month.state === 'open' && month.obstacles.length > 0 && (
        <Alert
          type='info'
          showIcon
          title='还不能月结'
          description={
            <ul style={{ margin: 0, paddingLeft: 20 }}>
              {month.obstacles.map((obstacle) => (
                <li key={obstacle}>{obstacle}</li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  )
}

function Actions({ month, onDone }: { month: TrialBalance; onDone: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const [keyring] = useState(() => createKeyring())
  const params = { charityId: month.charityId, month: month.month }
  const asking = useMutation({
    mutationFn: () => call('requestClosing', { params, idempotencyKey: keyring.keyFor([params, month.rev]) }),
    onSuccess: () => {
      keyring.done()
      void message.success('已提出月结，等另一位负责人确认')
      onDone()
    },
  })
  const exporting = useMutation({
    mutationFn: () => call('exportTrialBalance', { params }),
    onSuccess: (bytes) => {
      saveFile(bytes, xlsx, `试算平衡表-${month.charityName}-${month.month}.xlsx`)
      void message.success('已导出，请在浏览器的下载内容中查看')
    },
  })
  const failure = asking.error ?? exporting.error
  return (
    <div style={{ padding: 20 }}>
      {failure && <ProblemNotice error={failure} />}
      <Space size={12} wrap>
        {month.state === 'open' && can('books.ask') && (
          <Button type='primary' disabled={month.obstacles.length > 0} loading={asking.isPending} onClick={() => asking.mutate()}>
            申请月结
          </Button>
        )}
        <Button icon={<DownloadOutlined aria-hidden />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
          导出表格
        </Button>
      </Space>
      {month.state === 'requested' && month.requestedByYou && <p className='quiet'>等另一位负责人确认；您提出的，不能自己确认。</p>}
      {month.state === 'requested' && !month.requestedByYou && can('books.decide') && (
        <DecideSection
          title='确认月结'
          name='decide-closing'
          hint='如“与账簿、银行对账单一致”。确认后这个月的账不能再改。'
          approveLabel='确认月结'
          rejectLabel='退回'
          approvedWords='已结账'
          rejectedWords='已退回'
          decide={(word) => call('decideClosing', { params, body: { rev: month.rev, ...word } })}
          onDone={onDone}
        />
      )}
    </div>
  )
}

function Month({ charityId, month }: { charityId: string; month: string }) {
  const queryClient = useQueryClient()
  const reading = useQuery({
    queryKey: [...donationKeys.months, charityId, month],
    queryFn: () => call('getTrialBalance', { params: { charityId, month } }),
  })
  if (reading.error)
    return (
      <div style={{ padding: 20 }}>
        <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />
      </div>
    )
  if (!reading.data) return <Skeleton active style={{ padding: 20 }} paragraph={{ rows: 8 }} />
  const renew = () => void queryClient.invalidateQueries({ queryKey: donationKeys.months })
  return (
    <section aria-label='试算平衡表'>
      <State month={reading.data} />
      <TrialTable month={reading.data} />
      <Actions key={`${month} ${reading.data.rev}`} month={reading.data} onDone={renew} />
    </section>
  )
}

export function ClosingPage() {
  const { filters, setFilters } = useUrlFilters(filterNames)
  const choose = useCallback((charityId: string | undefined) => setFilters({ charityId, month: undefined }), [setFilters])
  const { charityId, picker, error } = useBooksCharity(filters.charityId, choose)
  const months = useQuery({
    queryKey: [...donationKeys.months, charityId],
    queryFn: () => call('listClosings', { params: { charityId: charityId ?? '' } }),
    enabled: charityId !== undefined,
  })
  const rows = months.data?.items ?? []
  const month = filters.month ?? rows[0]?.month
  const failure = error ?? months.error

  return (
    <>
      <PageHeader
        title='月结'
        words='每个月的试算平衡表。月份过完、每天对账完成、申请都处理完以后，财务申请月结，另一位负责人确认；结账后不能再改。'
      />
      {failure && <ProblemNotice error={failure} onRetry={() => void months.refetch()} />}
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {picker}
          <FilterSelect
            label='月份'
            value={month}
            width={240}
            loading={months.isPending}
            options={rows.map((row) => ({ value: row.month, label: `${monthWords(row.month)}（${closingStates[row.state].word}）` }))}
            onChange={(chosen) => setFilters({ month: chosen })}
          />
        </form>
        {months.isPending && charityId !== undefined && <Skeleton active style={{ padding: 20 }} />}
        {months.data && rows.length === 0 && <EmptyState title='还没有账' words='收到第一笔捐赠后，这里会按月列出账目。' />}
        {charityId !== undefined && rows.length > 0 && month !== undefined && <Month charityId={charityId} month={month} />}
      </div>
    </>
  )
}
