import type { QualityRule, ResidentRow } from '@minsheng/shared/contracts/people'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Skeleton, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { peopleKeys } from '../queries.ts'
import { dimensionWords, ruleWords, scoreWords } from './quality-words.ts'
import { TrendLine } from './trend-line.tsx'

function columns(onShow: (rule: QualityRule) => void): TableColumnsType<QualityRule> {
  return [
    { title: '方面', key: 'dimension', width: 80, render: (_, rule) => dimensionWords[rule.dimension] },
    {
      title: '规则',
      key: 'rule',
      render: (_, rule) => (
        <>
          <div>{ruleWords[rule.id].title}</div>
          {rule.failed > 0 && <div className='quiet'>{ruleWords[rule.id].mend}</div>}
        </>
      ),
    },
    {
      title: '得分',
      key: 'score',
      width: 120,
      render: (_, rule) => <strong style={{ fontWeight: 500 }}>{scoreWords(rule.scoreBps)}</strong>,
    },
    { title: '查了', key: 'checked', width: 100, align: 'right', render: (_, rule) => rule.checked.toLocaleString('zh-CN') },
    {
      title: '不符合',
      key: 'failed',
      width: 110,
      align: 'right',
      render: (_, rule) =>
        rule.failed > 0 && rule.hasRows ? (
          <Button
            type='link'
            style={{ padding: 0 }}
            onClick={() => onShow(rule)}
            aria-label={`看“${ruleWords[rule.id].title}”不符合的 ${rule.failed} 人`}
          >
            {rule.failed.toLocaleString('zh-CN')}
          </Button>
        ) : (
          rule.failed.toLocaleString('zh-CN')
        ),
    },
    {
      title: '近 30 天',
      key: 'trend',
      width: 170,
      render: (_, rule) => {
        const scores = [...rule.trend.flatMap(({ scoreBps }) => scoreBps ?? []), ...(rule.scoreBps === null ? [] : [rule.scoreBps])]
        return <TrendLine scores={scores} words={`从 ${scoreWords(scores[0] ?? null)} 到 ${scoreWords(scores.at(-1) ?? null)}`} />
      },
    },
  ]
}

const rowColumns: TableColumnsType<ResidentRow> = [
  { title: '姓名', key: 'name', width: 90, render: (_, row) => row.nameMasked },
  { title: '年龄', key: 'age', width: 80, render: (_, row) => `${row.age} 岁` },
  { title: '身份证号', key: 'number', render: (_, row) => row.idNumberMasked ?? '没有登记' },
  { title: '住在', key: 'grid', render: (_, row) => `${row.communityName} ${row.gridName}` },
]

function Rows({ rule }: { rule: QualityRule }) {
  const list = usePagedList([...peopleKeys.quality, 'rows', rule.id], (cursor) =>
    call('listQualityRows', { params: { ruleId: rule.id }, query: { cursor } }),
  )
  return (
    <>
      <p>{ruleWords[rule.id].mend}。只列出您负责的地方的，每条规则最多 1000 人。</p>
      <PagedTable
        label='不符合的人'
        query={list}
        columns={rowColumns}
        minWidth={600}
        empty={<EmptyState title='您负责的地方没有' words='其他地方的由那里的数据管理员处理。' />}
      />
    </>
  )
}

/** 数据质量: every rule with its score of today, its way, and who breaks it. */
export function QualityPage() {
  const [shown, setShown] = useState<QualityRule | null>(null)
  const quality = useQuery({ queryKey: [...peopleKeys.quality, 'today'], queryFn: () => call('getDataQuality', {}) })
  const { data } = quality
  return (
    <>
      <PageHeader title='数据质量' words='每天自动检查一遍：登记是否完整、规范、唯一、及时、一致。点数字看是哪些人。' />
      {quality.error && <ProblemNotice error={quality.error} onRetry={() => void quality.refetch()} />}
      <div className='panel'>
        {quality.isPending && (
          <div style={{ padding: 24 }} role='status' aria-label='正在读取数据质量'>
            <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
          </div>
        )}
        {data?.date === null && <EmptyState title='还没有检查过' words='系统启动后十分钟内会检查第一遍，不需要做什么。' />}
        {data && data.date !== null && (
          <section aria-label='数据质量'>
            <p style={{ padding: '16px 20px', margin: 0 }}>
              {dateWords(data.date)}总分 <strong style={{ fontSize: 24 }}>{scoreWords(data.scoreBps)}</strong>
              <span className='quiet'>（各条规则的平均）</span>
            </p>
            <Table<QualityRule> rowKey='id' columns={columns(setShown)} dataSource={data.rules} pagination={false} scroll={{ x: 900 }} />
          </section>
        )}
      </div>
      <Drawer
        title={shown ? `不符合：${ruleWords[shown.id].title}` : ''}
        size={760}
        open={shown !== null}
        onClose={() => setShown(null)}
        destroyOnHidden
      >
        {shown && <Rows rule={shown} />}
      </Drawer>
    </>
  )
}
