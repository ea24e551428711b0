import type { PolicyChange } from '@minsheng/shared/contracts/policy'
import { rhythmWords } from '@minsheng/shared/policy/words/choices'
import { Button, Table, type TableColumnsType } from 'antd'
import { IllustrativeTag } from '../../../ui/illustrative-tag.tsx'
import { Bar } from './bar.tsx'
import { CountButton } from './count-button.tsx'
import { byName, type ChangeGroup, changeWords, unitWord, yuanShort } from './words.ts'

/** Opens the list behind a number; left out where nobody may. */
export type OpenList = ((policy: PolicyChange, group: ChangeGroup, street?: { streetId: string; streetName: string }) => void) | undefined

type Counts = Pick<PolicyChange, ChangeGroup | 'fenBefore' | 'fenAfter'>
const groups = Object.keys(changeWords) as ChangeGroup[]

/** Fen more or less; null where the count beside it is not told. */
const differenceOf = ({ fenBefore, fenAfter }: Counts): number | null =>
  fenBefore === null || fenAfter === null ? null : fenAfter - fenBefore

const money = (fen: number | null, signed = false) => (fen === null ? <span className='quiet'>不显示</span> : yuanShort(fen, signed))

function countColumns<Row extends Counts>(
  unitOf: (row: Row) => string,
  nameOf: (row: Row) => string,
  open: (row: Row) => ((group: ChangeGroup) => void) | undefined,
): TableColumnsType<Row> {
  return groups.map((group) => ({
    title: changeWords[group],
    key: group,
    width: 90,
    align: 'right',
    render: (_, row) => {
      const show = open(row)
      return (
        <CountButton
          count={row[group]}
          unit={unitOf(row)}
          label={`${changeWords[group]}，${nameOf(row)}`}
          onOpen={show && (() => show(group))}
        />
      )
    },
  }))
}

function moneyColumns<Row extends Counts>(rows: readonly Row[]): TableColumnsType<Row> {
  const most = Math.max(0, ...rows.map((row) => Math.abs(differenceOf(row) ?? 0)))
  return [
    { title: '现在', key: 'before', width: 120, align: 'right', render: (_, row) => money(row.fenBefore) },
    { title: '改了以后', key: 'after', width: 120, align: 'right', render: (_, row) => money(row.fenAfter) },
    {
      title: '相差',
      key: 'difference',
      width: 210,
      render: (_, row) => {
        const difference = differenceOf(row)
        return (
          <Bar value={difference ?? 0} most={most} less={(difference ?? 0) < 0}>
            {money(difference, true)}
          </Bar>
        )
      },
    },
  ]
}

interface PolicyTableProps {
  policies: readonly PolicyChange[]
  isIllustrative: (policyId: string) => boolean
  chosen: string | undefined
  onChoose: (policyId: string) => void
  onOpen: OpenList
}

/** Each policy for which something changes, in all. */
export function PolicyChangeTable({ policies, isIllustrative, chosen, onChoose, onOpen }: PolicyTableProps) {
  const columns: TableColumnsType<PolicyChange> = [
    {
      title: '政策',
      key: 'title',
      render: (_, row) => (
        <>
          <Button
            type='link'
            style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
            aria-pressed={row.policyId === chosen}
            aria-label={`按街道看：${row.title}`}
            onClick={() => onChoose(row.policyId)}
          >
            {row.title}
          </Button>
          <div className='quiet'>
            按{unitWord(row.unit)}数{row.every && `，${rhythmWords[row.every]}`} {isIllustrative(row.policyId) && <IllustrativeTag />}
          </div>
        </>
      ),
    },
    ...countColumns<PolicyChange>(
      ({ unit }) => unitWord(unit),
      ({ title }) => title,
      (row) => onOpen && ((group) => onOpen(row, group)),
    ),
    ...moneyColumns(policies),
  ]
  return (
    <section aria-label='每项政策'>
      <Table<PolicyChange>
        size='middle'
        rowKey='policyId'
        columns={columns}
        dataSource={policies}
        pagination={false}
        scroll={{ x: 980 }}
        rowClassName={({ policyId }) => (policyId === chosen ? 'policy-chosen' : '')}
      />
    </section>
  )
}

/** The same of one policy, street by street. */
export function StreetChangeTable({ policy, onOpen }: { policy: PolicyChange; onOpen: OpenList }) {
  type Street = PolicyChange['streets'][number]
  const streets = [...policy.streets].sort(byName(({ streetName }) => streetName))
  const columns: TableColumnsType<Street> = [
    { title: '街道', key: 'street', render: (_, row) => row.streetName },
    ...countColumns<Street>(
      () => unitWord(policy.unit),
      ({ streetName }) => streetName,
      (row) => onOpen && ((group) => onOpen(policy, group, row)),
    ),
    ...moneyColumns(policy.streets),
  ]
  return (
    <section aria-label={`按街道：${policy.title}`}>
      <h2>按街道：{policy.title}</h2>
      <Table<Street> size='middle' rowKey='streetId' columns={columns} dataSource={streets} pagination={false} scroll={{ x: 980 }} />
    </section>
  )
}
