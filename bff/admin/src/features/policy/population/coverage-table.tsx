import { DownOutlined, RightOutlined } from '@ant-design/icons'
import type { CoverageRow } from '@minsheng/shared/contracts/policy'
import { Button, Table, type TableColumnsType } from 'antd'
import { Bar } from './bar.tsx'
import { CountButton } from './count-button.tsx'
import { byName, type CoverageDimension, type CoverageStatus, coverageWords, dimensionWords, shareOf, unitWord } from './words.ts'

type Group = CoverageRow['groups'][number]
type OpenList = ((row: CoverageRow, status: CoverageStatus, group?: Group) => void) | undefined
type Counts = Pick<CoverageRow, CoverageStatus>

const statuses = Object.keys(coverageWords) as CoverageStatus[]

function columnsOf<Row extends Counts>(
  unitOf: (row: Row) => string,
  nameOf: (row: Row) => string,
  open: (row: Row) => ((status: CoverageStatus) => void) | undefined,
): TableColumnsType<Row> {
  return [
    ...statuses.map((status) => ({
      title: coverageWords[status],
      key: status,
      width: 170,
      align: 'right' as const,
      render: (_: unknown, row: Row) => {
        const show = open(row)
        return (
          <CountButton
            count={row[status]}
            unit={unitOf(row)}
            label={`${coverageWords[status]}，${nameOf(row)}`}
            onOpen={show && (() => show(status))}
          />
        )
      },
    })),
    {
      title: '该享受的已享受',
      key: 'share',
      width: 220,
      render: (_, { enjoying, entitled }) => {
        const share = shareOf(enjoying, entitled)
        return share === null ? (
          <span className='quiet'>—</span>
        ) : (
          <Bar value={share} most={1}>
            {Math.floor(share * 100)}%
          </Bar>
        )
      },
    },
  ]
}

interface CoverageTableProps {
  rows: readonly CoverageRow[]
  by: CoverageDimension
  /** The policy that is looked at more closely, under its line. */
  opened: string | undefined
  onToggle: (policyId: string | undefined) => void
  onOpen: OpenList
}

/** Every policy, in all that one may see; opened, by street or by what people are. */
export function CoverageTable({ rows, by, opened, onToggle, onOpen }: CoverageTableProps) {
  const columns: TableColumnsType<CoverageRow> = [
    {
      title: '政策',
      key: 'title',
      render: (_, row) => {
        const isOpen = row.policyId === opened
        return (
          <>
            <Button
              type='link'
              icon={isOpen ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
              aria-expanded={isOpen}
              aria-label={`按${dimensionWords[by]}看：${row.title}`}
              onClick={() => onToggle(isOpen ? undefined : row.policyId)}
            >
              {row.title}
            </Button>
            <div className='quiet'>按{unitWord(row.unit)}数</div>
          </>
        )
      },
    },
    ...columnsOf<CoverageRow>(
      ({ unit }) => unitWord(unit),
      ({ title }) => title,
      (row) => onOpen && ((status) => onOpen(row, status)),
    ),
  ]
  return (
    <section aria-label='每项政策'>
      <Table<CoverageRow>
        rowKey='policyId'
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 980 }}
        expandable={{
          expandedRowKeys: opened ? [opened] : [],
          expandedRowRender: (row) => <GroupTable row={row} by={by} onOpen={onOpen} />,
          showExpandColumn: false,
        }}
      />
    </section>
  )
}

function GroupTable({ row, by, onOpen }: { row: CoverageRow; by: CoverageDimension; onOpen: OpenList }) {
  const groups = by === 'street' ? [...row.groups].sort(byName(({ groupName }) => groupName)) : row.groups
  const columns: TableColumnsType<Group> = [
    { title: dimensionWords[by], key: 'group', render: (_, { groupName }) => groupName },
    ...columnsOf<Group>(
      () => unitWord(row.unit),
      ({ groupName }) => groupName,
      (group) => onOpen && ((status) => onOpen(row, status, group)),
    ),
  ]
  return (
    <section aria-label={`按${dimensionWords[by]}：${row.title}`}>
      <Table<Group>
        size='small'
        rowKey='group'
        columns={columns}
        dataSource={groups}
        pagination={false}
        locale={{ emptyText: '现在没有人享受，也没有人符合' }}
      />
    </section>
  )
}
