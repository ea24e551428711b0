import type { Surplus } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { DecideSection } from '../books/decide-section.tsx'
import { stateFrom } from '../books/state-from.ts'
import { donationKeys } from '../queries.ts'
import { SurplusForm } from './surplus-form.tsx'
import { nextWords, surplusBases, surplusStates } from './surplus-words.ts'

const filterNames = ['state', 'from'] as const

const columns = (showCharity: boolean, onShow: (surplus: Surplus) => void): TableColumnsType<Surplus> => [
  { title: '提出时间', key: 'requested', width: 180, render: (_, row) => instantWords(row.requestedAt) },
  {
    title: '从哪个项目',
    key: 'from',
    render: (_, row) => (
      <>
        {row.projectTitle}
        {showCharity && <div className='quiet'>{row.charityName}</div>}
      </>
    ),
  },
  { title: '转给', key: 'to', render: (_, row) => row.toProjectTitle },
  { title: '金额', key: 'amount', align: 'right', width: 140, render: (_, row) => <Money fen={row.amountFen} /> },
  {
    title: '状态',
    key: 'state',
    width: 130,
    render: (_, row) => <StateTag tone={surplusStates[row.state].tone}>{surplusStates[row.state].word}</StateTag>,
  },
  {
    title: '操作',
    key: 'action',
    width: 80,
    render: (_, row) => (
      <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看 ${row.projectTitle} 的结余`}>
        查看
      </Button>
    ),
  },
]

function SurplusDrawer({ surplus, onClose }: { surplus: Surplus | null; onClose: () => void }) {
  const { can } = useAbilities()
  const queryClient = useQueryClient()
  function done() {
    for (const queryKey of [donationKeys.surpluses, donationKeys.spending]) void queryClient.invalidateQueries({ queryKey })
    onClose()
  }
  return (
    <Drawer title='结余转用' size={560} open={surplus !== null} onClose={onClose} destroyOnHidden>
      {surplus && (
        <>
          <p style={{ fontSize: 32, lineHeight: 1.3, margin: '0 0 8px', fontWeight: 600 }}>
            <Money fen={surplus.amountFen} />
          </p>
          <p>
            <StateTag tone={surplusStates[surplus.state].tone}>{surplusStates[surplus.state].word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(surplus)}</p>
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 152 } }}
            items={[
              { key: 'from', label: '已结束的项目', children: surplus.projectTitle },
              { key: 'plan', label: '方案里的办法', children: surplus.surplusPlan },
              { key: 'to', label: '转给', children: surplus.toProjectTitle },
              { key: 'basis', label: '依据', children: surplusBases[surplus.basis] },
              ...(surplus.filedChange ? [{ key: 'filed', label: '变更备案编号', children: surplus.filedChange }] : []),
              { key: 'note', label: '公开说明', children: surplus.note },
              { key: 'charity', label: '慈善组织', children: surplus.charityName },
              { key: 'requested', label: '提出时间', children: instantWords(surplus.requestedAt) },
              ...(surplus.decidedAt ? [{ key: 'decided', label: '审批时间', children: instantWords(surplus.decidedAt) }] : []),
              ...(surplus.decisionNote ? [{ key: 'decision', label: '审批意见', children: surplus.decisionNote }] : []),
            ]}
          />
          {surplus.state === 'requested' && !surplus.requestedByYou && can('books.decide') && (
            <DecideSection
              title='审批'
              name='decide-surplus'
              hint='如“与募捐方案的结余办法一致”。'
              approveLabel='批准转用'
              rejectLabel='不批准'
              approvedWords='已转用，两个项目页都已公布'
              rejectedWords='已退回，没有转用'
              decide={(word) => call('decideSurplus', { params: { surplusId: surplus.id }, body: { rev: surplus.rev, ...word } })}
              onDone={done}
            />
          )}
        </>
      )}
    </Drawer>
  )
}

export function SurplusPage() {
  const { can, seesAllCharities } = useAbilities()
  const { filters, setFilters } = useUrlFilters(filterNames)
  const [asking, setAsking] = useState(filters.from !== undefined)
  const [shown, setShown] = useState<Surplus | null>(null)
  const query = { state: stateFrom(surplusStates, filters.state) }
  const list = usePagedList([...donationKeys.surpluses, query], (cursor) => call('listSurpluses', { query: { ...query, cursor } }))
  const mayAsk = can('books.ask')

  return (
    <>
      <PageHeader
        title='结余转用'
        words='项目结束后剩下的善款转给目的相近的项目；财务提出，另一位负责人审批，并在两个项目页上公布。'
        action={
          mayAsk && (
            <Button type='primary' onClick={() => setAsking(true)}>
              处理结余
            </Button>
          )
        }
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={filters.state}
            width={160}
            options={wordOptions(surplusStates)}
            onChange={(state) => setFilters({ state })}
          />
        </form>
        <PagedTable
          label='结余转用'
          query={list}
          columns={columns(seesAllCharities, setShown)}
          minWidth={900}
          empty={
            filters.state ? (
              <EmptyState
                title='没有符合条件的记录'
                words='换一个状态试试。'
                action={{ label: '清除筛选', onClick: () => setFilters({ state: undefined }) }}
              />
            ) : (
              <EmptyState
                title='还没有结余转用'
                words='项目结束后还有善款没有用完的，在这里按募捐方案转给目的相近的项目。'
                action={mayAsk ? { label: '处理结余', onClick: () => setAsking(true) } : undefined}
              />
            )
          }
        />
      </div>
      {mayAsk && (
        <SurplusForm
          from={filters.from}
          open={asking}
          onClose={() => {
            setAsking(false)
            setFilters({ from: undefined })
          }}
        />
      )}
      <SurplusDrawer surplus={shown} onClose={() => setShown(null)} />
    </>
  )
}
