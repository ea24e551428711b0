import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { Table } from 'antd'
import { StateTag } from '../../ui/state-tag.tsx'
import { amountWords, requirementWords } from './application-words.ts'

/** What the rules make of it now, requirement by requirement, and by which facts. */
export function ComputedPart({ application }: { application: DeskApplication }) {
  const { now, facts } = application
  return (
    <>
      <section aria-label='逐条比对'>
        <h2>逐条比对（按现在的登记）</h2>
        <Table
          size='small'
          rowKey='words'
          pagination={false}
          dataSource={now.requirements}
          columns={[
            { title: '条件', key: 'words', render: (_, row) => row.words },
            {
              title: '比对',
              key: 'state',
              width: 120,
              render: (_, row) => <StateTag tone={requirementWords[row.state].tone}>{requirementWords[row.state].word}</StateTag>,
            },
          ]}
        />
        {now.excludedBy.length > 0 && <p>不能与{now.excludedBy.join('、')}同时享受。</p>}
        <p>
          按规则算出：{amountWords(now)}
          {now.illustrative && now.amount.high > 0 && '（金额还没有经民政局确认，只供参考）'}
        </p>
        <p className='quiet'>依据：{now.sources.join('、')}</p>
      </section>
      <section aria-label='情况和来源'>
        <h2>情况和来源</h2>
        <Table
          size='small'
          rowKey={(row) => `${row.title}-${row.source}-${row.observedOn}-${row.words}`}
          pagination={false}
          dataSource={facts}
          locale={{ emptyText: '还没有登记相关的情况，请到“居民”里登记。' }}
          columns={[
            { title: '情况', key: 'title', render: (_, row) => row.title },
            { title: '内容', key: 'words', render: (_, row) => row.words ?? '（隐去，到“居民”里写明用途查看）' },
            {
              title: '来源',
              key: 'source',
              render: (_, row) => (row.declaredOnly ? <StateTag tone='warning'>{`${row.source}，要核实`}</StateTag> : row.source),
            },
            { title: '日期', key: 'on', width: 120, render: (_, row) => row.observedOn ?? '—' },
          ]}
        />
      </section>
    </>
  )
}
