import type { ImportDetail } from '@minsheng/shared/contracts/people'
import { Table } from 'antd'

const rowWord = ({ kind }: ImportDetail, row: number) => (kind === 'boundary' ? `第 ${row} 个图形` : `第 ${row} 行`)

/** Every wrong row: where, what stands there, and the way out. */
export function ImportFaults({ job }: { job: ImportDetail }) {
  if (job.faults.length === 0) return null
  const rows = job.faults.map((fault, place) => ({ ...fault, id: String(place) }))
  return (
    <section aria-label='有问题的行'>
      <h3>有问题的行（{job.found.bad} 行）</h3>
      <Table
        rowKey='id'
        size='middle'
        dataSource={rows}
        pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 760 }}
        columns={[
          { title: '位置', key: 'row', width: 120, render: (_, fault) => rowWord(job, fault.row) },
          { title: '列', key: 'column', width: 130, render: (_, fault) => fault.column ?? '整行' },
          { title: '填的是', key: 'value', width: 220, render: (_, fault) => fault.value ?? '（空）' },
          { title: '问题和怎么改', key: 'message', render: (_, fault) => fault.message },
        ]}
      />
      {job.found.bad > new Set(job.faults.map((fault) => fault.row)).size && (
        <p className='quiet'>问题较多，先列出前面的，改好后再上传会列出其余的。</p>
      )}
    </section>
  )
}

/** Rows that were not taken in, or not taken back. */
export function ImportNotDone({ job }: { job: ImportDetail }) {
  const isUndo = job.state === 'undoing' || job.state === 'undone'
  const shown = isUndo ? job.notDone.slice(-job.done.kept || job.notDone.length) : job.notDone
  if (shown.length === 0 || (isUndo && job.done.kept === 0)) return null
  return (
    <section aria-label={isUndo ? '没有撤销的行' : '没有导入的行'}>
      <h3>{isUndo ? '没有撤销的行' : '没有导入的行'}</h3>
      <ul>
        {shown.slice(0, 100).map(({ row, message }) => (
          <li key={row}>
            {rowWord(job, row)}：{message}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How the columns were understood, with the first rows under them. */
export function ImportColumns({ job }: { job: ImportDetail }) {
  if (job.columns.length === 0) return null
  return (
    <section aria-label='列的对应'>
      <h3>列的对应和前几行</h3>
      <p className='quiet'>没有用到的列不会导入。认错了，可以自己指定每一列是什么。</p>
      <Table
        rowKey='row'
        size='middle'
        dataSource={job.firstRows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: job.kind === 'boundary' ? '图形' : '行', dataIndex: 'row', key: 'row', width: 70 },
          ...job.columns.map((column, place) => ({
            title: (
              <>
                {column.heading || '（没有列名）'}
                <div className='quiet'>{column.meaning ? `→ ${column.meaning}` : '不导入'}</div>
              </>
            ),
            key: `${place}`,
            render: (_: unknown, row: ImportDetail['firstRows'][number]) => row.cells[place] || '—',
          })),
        ]}
      />
    </section>
  )
}
