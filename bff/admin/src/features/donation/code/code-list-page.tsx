import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { codeStates } from '../words.ts'
import { CodeDrawer } from './code-drawer.tsx'
import { NewCodeDrawer } from './new-code-drawer.tsx'
import { SheetsDrawer } from './sheets-drawer.tsx'

const filterNames = ['campaignId', 'state'] as const
/** `create` holds the campaign to begin with, or `1`. */
const drawerNames = ['open', 'create'] as const

function stateIn(text: string | undefined): GiftCode['state'] | undefined {
  return text !== undefined && text in codeStates ? (text as GiftCode['state']) : undefined
}

export function CodeListPage() {
  const { can } = useAbilities()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const drawers = useUrlFilters(drawerNames)
  const campaigns = useCampaignChoices()
  const query = { campaignId: filters.campaignId, state: stateIn(filters.state) }
  const list = usePagedList([...donationKeys.codes, 'list', query], (cursor) => call('listCodes', { query: { ...query, cursor } }))
  const mayWrite = can('code.create')
  const [downloading, setDownloading] = useState(false)
  const create = () => drawers.setFilters({ create: filters.campaignId ?? '1' })

  return (
    <>
      <PageHeader
        title='公益码'
        words='一个活动在一个点位一张码，居民扫码即可捐赠。码丢失、被盖住或活动有变时，可以暂停或吊销。'
        action={
          <Space size={12}>
            <Button icon={<DownloadOutlined aria-hidden />} onClick={() => setDownloading(true)}>
              批量下载张贴单
            </Button>
            {mayWrite && (
              <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={create}>
                生成公益码
              </Button>
            )}
          </Space>
        }
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='募捐活动'
            value={filters.campaignId}
            width={260}
            loading={campaigns.isPending}
            options={(campaigns.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(campaignId) => setFilters({ campaignId })}
          />
          <FilterSelect
            label='状态'
            value={query.state}
            width={150}
            options={wordOptions(codeStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='公益码'
          query={list}
          columns={codeColumns((open) => drawers.setFilters({ open }))}
          minWidth={976}
          empty={
            isFiltered ? (
              <EmptyState
                title='没有符合条件的公益码'
                words='换一个活动或状态试试。'
                action={{ label: '清除筛选', onClick: clearFilters }}
              />
            ) : (
              <EmptyState
                title='还没有公益码'
                words='先发布募捐活动、登记点位，再为它们生成公益码，下载打印后张贴。'
                action={mayWrite ? { label: '生成公益码', onClick: create } : undefined}
              />
            )
          }
        />
      </div>
      <CodeDrawer codeId={drawers.filters.open ?? null} onClose={() => drawers.setFilters({ open: undefined })} />
      <SheetsDrawer open={downloading} campaignId={filters.campaignId} onClose={() => setDownloading(false)} />
      <NewCodeDrawer
        campaignId={drawers.filters.create ?? null}
        onClose={() => drawers.setFilters({ create: undefined })}
        onCreated={(code) => drawers.setFilters({ create: undefined, open: code.id })}
      />
    </>
  )
}

function codeColumns(onOpen: (id: string) => void): TableColumnsType<GiftCode> {
  return [
    { title: '点位', key: 'venue', render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.venueName}</strong> },
    { title: '募捐活动', key: 'campaign', render: (_, row) => row.campaignTitle },
    {
      title: '状态',
      key: 'state',
      width: 190,
      render: (_, row) => (
        <>
          <StateTag tone={codeStates[row.state].tone}>{codeStates[row.state].word}</StateTag>
          {row.stateReason && <div className='quiet'>{row.stateReason}</div>}
          {row.disclosurePause && <div className='quiet'>待公开，暂停使用</div>}
        </>
      ),
    },
    {
      title: '收到捐赠',
      key: 'gifts',
      width: 140,
      align: 'right',
      render: (_, row) => (
        <>
          <span className='money'>¥{formatYuan(row.gifts.amountFen)}</span>
          <div className='quiet'>{row.gifts.count.toLocaleString('zh-CN')} 笔</div>
        </>
      ),
    },
    { title: '有效期至', key: 'expires', width: 216, render: (_, row) => dateWords(row.expiresOn) },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onOpen(row.id)} aria-label={`查看${row.venueName}的公益码`}>
          查看
        </Button>
      ),
    },
  ]
}
