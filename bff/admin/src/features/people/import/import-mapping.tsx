import type { ImportDetail } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, InputNumber, Select, Table } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { peopleKeys } from '../queries.ts'

const UNUSED = ''

/** Where headings were not recognised, or wrongly: a person says what each column is, and the file is looked at again. */
export function ImportMapping({ job }: { job: ImportDetail }) {
  const [open, setOpen] = useState(job.state === 'unreadable')
  const mappable = (job.state === 'unreadable' || job.state === 'checked') && job.fileUntil !== null
  if (!mappable || (job.columns.length === 0 && job.headerRow === null && job.state === 'checked')) return null
  return open ? (
    <MappingForm key={`${job.id}.${job.rev}`} job={job} onClose={job.state === 'checked' ? () => setOpen(false) : null} />
  ) : (
    <p>
      <Button onClick={() => setOpen(true)}>列认错了，自己指定</Button>
    </p>
  )
}

function MappingForm({ job, onClose }: { job: ImportDetail; onClose: (() => void) | null }) {
  const queryClient = useQueryClient()
  const [headerRow, setHeaderRow] = useState(job.headerRow ?? 1)
  const [fields, setFields] = useState(() => job.columns.map(({ field }) => field ?? UNUSED))
  const reload = () => queryClient.invalidateQueries({ queryKey: peopleKeys.imports })
  const mapping = useMutation({
    mutationFn: () =>
      call('mapImport', {
        params: { importId: job.id },
        body: { rev: job.rev, headerRow, fields: fields.map((field) => (field === UNUSED ? null : field)) },
      }),
    onSuccess: () => void reload(),
  })
  const missing = job.fields.filter(({ field, required }) => required && !fields.includes(field))
  const options = [
    { value: UNUSED, label: '不导入' },
    ...job.fields.map(({ field, title, required }) => ({ value: field, label: required ? `${title}（必填）` : title })),
  ]
  const rows = job.columns.map((column, place) => ({ ...column, id: String(place), place }))
  return (
    <section aria-label='指定每一列' className='import-confirm'>
      <h3>指定每一列是什么</h3>
      <p className='quiet'>列名在第几行、每一列是什么，由您说了算；选好后系统按这个重新核对，仍然先核对后写入。</p>
      {isConflict(mapping.error) ? (
        <ConflictNotice onReload={() => void reload()} />
      ) : (
        mapping.error && <ProblemNotice error={mapping.error} />
      )}
      <Form layout='vertical'>
        <Form.Item label='列名在第几行' htmlFor='import-header-row'>
          <InputNumber
            id='import-header-row'
            min={1}
            max={1_000}
            precision={0}
            value={headerRow}
            onChange={(value) => setHeaderRow(value ?? 1)}
          />
        </Form.Item>
      </Form>
      <Table
        rowKey='id'
        size='middle'
        dataSource={rows}
        pagination={false}
        scroll={{ x: 700 }}
        columns={[
          { title: '文件里的列名', key: 'heading', width: 200, render: (_, row) => row.heading || `第 ${row.place + 1} 列（没有列名）` },
          {
            title: '下面几行填的是',
            key: 'sample',
            render: (_, row) =>
              job.firstRows
                .slice(0, 3)
                .map(({ cells }) => cells[row.place] || '—')
                .join('；') || '—',
          },
          {
            title: '是什么',
            key: 'field',
            width: 260,
            render: (_, row) => (
              <Select
                aria-label={`“${row.heading || `第 ${row.place + 1} 列`}”是什么`}
                style={{ width: '100%' }}
                value={fields[row.place] ?? UNUSED}
                options={options.filter(({ value }) => value === UNUSED || value === fields[row.place] || !fields.includes(value))}
                onChange={(value) => setFields((before) => before.map((field, place) => (place === row.place ? value : field)))}
              />
            ),
          },
        ]}
      />
      {missing.length > 0 && <p role='status'>还要指定：{missing.map(({ title }) => `“${title}”`).join('、')}</p>}
      <p>
        <Button type='primary' disabled={missing.length > 0} loading={mapping.isPending} onClick={() => mapping.mutate()}>
          按这个重新核对
        </Button>
        {onClose && (
          <Button style={{ marginLeft: 12 }} onClick={onClose}>
            不改了
          </Button>
        )}
      </p>
    </section>
  )
}
