import { SyncOutlined } from '@ant-design/icons'
import type { Contracts } from '@minsheng/shared/contracts/index'
import type { ResponseOf } from '@minsheng/shared/contracts/operation'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Skeleton, Typography } from 'antd'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { DifferenceCard } from './difference-card.tsx'
import { countWords, dayWords } from './reconciliation-words.ts'
import { useRunDay } from './use-run-day.ts'

type Day = ResponseOf<Contracts['getReconciliation']>

const sideWords = (count: number, fen: number) => `${countWords(count)}，¥${formatYuan(fen)}`

function DayFacts({ day }: { day: Day }) {
  const { bill, books } = day
  const files = day.files.filter((file) => file.sha1 !== null)
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 152 } }}
      items={[
        { key: 'charity', label: '慈善组织', children: day.charityName },
        { key: 'bill', label: '账单收款', children: bill ? sideWords(bill.paymentCount, bill.paymentFen) : '还没有' },
        { key: 'books', label: '账本收款', children: books ? sideWords(books.paymentCount, books.paymentFen) : '还没有' },
        { key: 'refunds', label: '账单退款', children: bill ? sideWords(bill.refundCount, bill.refundFen) : '还没有' },
        { key: 'compared', label: '核对时间', children: day.comparedAt ? instantWords(day.comparedAt) : '还没有核对' },
        {
          key: 'files',
          label: '账单文件',
          children:
            files.length === 0
              ? '没有账单（这一天没有收款和退款，或还没有取到）'
              : files.map((file) => (
                  <div key={file.subMchid}>
                    <div>
                      商户号 {file.subMchid}，{countWords(file.lineCount)}
                    </div>
                    <div className='quiet' style={{ wordBreak: 'break-all' }}>
                      校验值 <Typography.Text copyable={{ tooltips: ['复制校验值', '已复制'] }}>{file.sha1}</Typography.Text>
                    </div>
                  </div>
                )),
        },
      ]}
    />
  )
}

function DayContent({ day }: { day: Day }) {
  const { word, tone } = dayWords(day)
  const unsettled = day.differences.filter(({ state }) => state === 'open' || state === 'explained')
  const settled = day.differences.filter(({ state }) => state === 'confirmed' || state === 'booked' || state === 'vanished')
  return (
    <>
      <p style={{ margin: '0 0 16px' }}>
        <StateTag tone={tone}>{word}</StateTag>
      </p>
      {day.why && (
        <p>
          {day.why}
          {day.nextTryAt && <span className='quiet'>（下次自动核对 {instantWords(day.nextTryAt)}）</span>}
        </p>
      )}
      {unsettled.map((difference) => (
        <DifferenceCard key={difference.id} difference={difference} />
      ))}
      <DayFacts day={day} />
      {settled.length > 0 && <h3 style={{ margin: '24px 0 12px' }}>已了结的差异</h3>}
      {settled.map((difference) => (
        <DifferenceCard key={difference.id} difference={difference} />
      ))}
    </>
  )
}

/** One day: what the bill says, what the books say, and each difference with what is to be done. */
export function DayDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { can } = useAbilities()
  const day = useQuery({
    queryKey: [...donationKeys.reconciliations, 'day', id],
    queryFn: () => call('getReconciliation', { params: { reconciliationId: id ?? '' } }),
    enabled: id !== null,
  })
  const running = useRunDay()
  const found = day.data
  return (
    <Drawer
      title={found ? `${dateWords(found.date)}的核对` : '一天的核对'}
      size={600}
      open={id !== null}
      onClose={onClose}
      destroyOnHidden
      footer={
        can('reconciliation.run') &&
        found && (
          <Button
            icon={<SyncOutlined aria-hidden />}
            loading={running.isPending}
            onClick={() => running.mutate({ charityId: found.charityId, date: found.date })}
            style={{ margin: '8px 0' }}
          >
            重新核对
          </Button>
        )
      }
    >
      {running.error && <ProblemNotice error={running.error} />}
      {day.error && <ProblemNotice error={day.error} onRetry={() => void day.refetch()} />}
      {day.isPending && !day.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {found && <DayContent day={found} />}
    </Drawer>
  )
}
