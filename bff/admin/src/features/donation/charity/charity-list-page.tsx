import { PlusOutlined } from '@ant-design/icons'
import type { Charity } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Alert, Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { DemoTag, StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { certificateStanding } from './certificate.ts'
import { CharityDrawer } from './charity-drawer.tsx'

export function CharityListPage() {
  const { can, seesAllCharities } = useAbilities()
  const [target, setTarget] = useState<Charity | 'new' | null>(null)
  // Opened again while it still slides away, the form would keep the values of the one before: each opening has its own.
  const [opening, setOpening] = useState(0)
  const open = (next: Charity | 'new') => {
    setOpening(opening + 1)
    setTarget(next)
  }
  const list = usePagedList([...donationKeys.charities, 'list'], (cursor) => call('listCharities', { query: { cursor } }))
  const today = shanghaiDate(new Date())
  const mayCreate = can('charity.create')
  const troubled = (list.data?.pages.flatMap((page) => page.items) ?? [])
    .map((charity) => ({ charity, standing: certificateStanding(charity.certificateExpiresOn, today) }))
    .filter(({ standing }) => standing.tone === 'danger' || standing.tone === 'warning')

  return (
    <>
      <PageHeader
        title='慈善组织'
        words={
          seesAllCharities
            ? '在本平台募捐的慈善组织。名称、证书和联系方式会按《慈善法》第二十五条展示给居民。'
            : '本组织的登记信息。名称、证书和联系方式会展示给居民。'
        }
        action={
          mayCreate && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => open('new')}>
              登记慈善组织
            </Button>
          )
        }
      />
      {troubled.map(({ charity, standing }) => (
        <Alert
          key={charity.id}
          type={standing.tone === 'danger' ? 'error' : 'warning'}
          showIcon
          style={{ marginBottom: 12 }}
          title={`${charity.name}：公开募捐资格证书${standing.word}`}
          description={standing.advice}
        />
      ))}
      <div className='panel'>
        <PagedTable
          label='慈善组织'
          query={list}
          columns={charityColumns(today, can('charity.write') ? open : null)}
          minWidth={976}
          empty={
            <EmptyState
              title='还没有慈善组织'
              words='先登记一个慈善组织，它才能建立募捐活动。请准备好登记证书、公开募捐资格证书和微信支付特约商户号。'
              action={mayCreate ? { label: '登记慈善组织', onClick: () => open('new') } : undefined}
            />
          }
        />
      </div>
      <CharityDrawer key={opening} target={target} onClose={() => setTarget(null)} />
    </>
  )
}

function charityColumns(today: string, onEdit: ((charity: Charity) => void) | null): TableColumnsType<Charity> {
  const columns: TableColumnsType<Charity> = [
    {
      title: '组织名称',
      key: 'name',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.name}</strong> {row.demo && <DemoTag />}
          <div className='quiet'>{row.uscc}</div>
        </>
      ),
    },
    {
      title: '公开募捐资格证书',
      key: 'certificate',
      width: 216,
      render: (_, row) => {
        const standing = certificateStanding(row.certificateExpiresOn, today)
        return (
          <>
            <StateTag tone={standing.tone}>{standing.word}</StateTag>
            {row.certificateExpiresOn && <div className='quiet'>至 {dateWords(row.certificateExpiresOn)}</div>}
          </>
        )
      },
    },
    {
      title: '收款',
      key: 'subMchid',
      width: 170,
      render: (_, row) => (row.subMchid ? `商户号 ${row.subMchid}` : <StateTag tone='over'>没有商户号</StateTag>),
    },
    {
      title: '联系人',
      key: 'contact',
      width: 150,
      render: (_, row) => (
        <>
          {row.contactName}
          <div className='quiet'>{row.contactPhone}</div>
        </>
      ),
    },
    { title: '地址', key: 'address', render: (_, row) => row.address },
  ]
  if (onEdit)
    columns.push({
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onEdit(row)} aria-label={`修改${row.name}`}>
          修改
        </Button>
      ),
    })
  return columns
}
