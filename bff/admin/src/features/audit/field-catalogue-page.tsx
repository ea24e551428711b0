import type { FieldEntry, KeepingEntry } from '@minsheng/shared/contracts/audit'
import { useQuery } from '@tanstack/react-query'
import { Skeleton, Table, Tabs } from 'antd'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { fieldClasses, levelWords } from './words.ts'

function FieldTable({ items }: { items: FieldEntry[] }) {
  return (
    <Table<FieldEntry>
      rowKey={({ collection, field }) => `${collection}.${field}`}
      dataSource={items}
      pagination={false}
      scroll={{ x: 1080 }}
      columns={[
        {
          title: '档案',
          key: 'collection',
          width: 130,
          filters: [...new Set(items.map(({ collectionTitle }) => collectionTitle))].map((title) => ({ text: title, value: title })),
          onFilter: (value, row) => row.collectionTitle === value,
          render: (_, row) => row.collectionTitle,
        },
        { title: '字段', key: 'title', width: 140, render: (_, row) => row.title },
        { title: '类别', key: 'class', width: 84, render: (_, row) => fieldClasses[row.class] },
        { title: '级别', key: 'level', width: 120, sorter: (a, b) => a.level - b.level, render: (_, row) => levelWords[row.level] },
        { title: '加密存放', key: 'sealed', width: 80, render: (_, row) => (row.sealed ? '是' : '否') },
        { title: '显示成', key: 'masked', width: 126, render: (_, row) => row.maskedExample ?? '原样显示' },
        { title: '可密文查找', key: 'indexed', width: 80, render: (_, row) => (row.indexed ? '是' : '否') },
        { title: '存多久', key: 'kept', width: 190, render: (_, row) => row.keptWords },
        { title: '导出', key: 'export', width: 130, render: (_, row) => row.exportWords },
      ]}
    />
  )
}

function KeepingTable({ keepings }: { keepings: KeepingEntry[] }) {
  return (
    <>
      <p>法律要求留存的不会提前删除；到期的由系统自动删除或匿名化，每次处理都记入审计记录。</p>
      <Table<KeepingEntry>
        rowKey={({ title }) => title}
        dataSource={keepings}
        pagination={false}
        scroll={{ x: 1000 }}
        columns={[
          { title: '资料', key: 'title', width: 220, render: (_, row) => row.title },
          { title: '存多久，之后怎么办', key: 'kept', width: 320, render: (_, row) => row.keptWords },
          { title: '依据或用途', key: 'because', width: 320, render: (_, row) => row.because },
          { title: '由谁处理', key: 'ended', width: 240, render: (_, row) => row.endedWords },
        ]}
      />
    </>
  )
}

export function FieldCataloguePage() {
  const fields = useQuery({ queryKey: ['field-catalogue'], queryFn: () => call('listFieldCatalogue', {}) })
  return (
    <>
      <PageHeader
        title='数据目录'
        words='系统里存了居民的哪些信息，各是什么级别、怎么保护、存多久。由程序里的声明直接生成，没有登记的字段写不进库。'
      />
      <div className='panel' style={{ padding: 16 }}>
        {fields.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
        {fields.error && <ProblemNotice error={fields.error} onRetry={() => void fields.refetch()} />}
        {fields.data?.items.length === 0 && <EmptyState title='还没有登记的字段' words='功能登记了字段之后会列在这里。' />}
        {fields.data && fields.data.items.length > 0 && (
          <Tabs
            items={[
              { key: 'fields', label: '存了哪些信息', children: <FieldTable items={fields.data.items} /> },
              { key: 'keepings', label: '各类资料存多久', children: <KeepingTable keepings={fields.data.keepings} /> },
            ]}
          />
        )}
      </div>
    </>
  )
}
