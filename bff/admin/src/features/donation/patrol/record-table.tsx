import type { PatrolRow, PatrolVerdict } from '@minsheng/shared/contracts/donation'
import { Button, Modal, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { donationKeys, useVenueChoices } from '../queries.ts'
import { PatrolPhoto } from './patrol-photo.tsx'
import { conditions, verdicts } from './patrol-words.ts'

export function RecordTable() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['venueId', 'verdict'] as const)
  const venues = useVenueChoices()
  const [photoId, setPhotoId] = useState<string | null>(null)
  const verdict = filters.verdict !== undefined && filters.verdict in verdicts ? (filters.verdict as PatrolVerdict) : undefined
  const query = { venueId: filters.venueId, verdict }
  const list = usePagedList([...donationKeys.patrols, 'list', query], (cursor) => call('listPatrols', { query: { ...query, cursor } }))
  return (
    <div className='panel'>
      <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
        <FilterSelect
          label='点位'
          value={filters.venueId}
          width={260}
          loading={venues.isPending}
          options={(venues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(venueId) => setFilters({ venueId })}
        />
        <FilterSelect
          label='核对结果'
          value={verdict}
          width={180}
          options={wordOptions(verdicts)}
          onChange={(chosen) => setFilters({ verdict: chosen })}
        />
        {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
      </form>
      <PagedTable
        label='巡码记录'
        query={list}
        columns={columns(setPhotoId)}
        minWidth={1000}
        empty={
          isFiltered ? (
            <EmptyState title='没有符合条件的记录' words='换一个点位或结果试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
          ) : (
            <EmptyState title='还没有人巡码' words='先邀请志愿者。他们在小程序“我的”里打开“巡码”，就能看到要去的点位。' />
          )
        }
      />
      <Modal title='巡码照片' open={photoId !== null} footer={null} onCancel={() => setPhotoId(null)} destroyOnHidden>
        {photoId && <PatrolPhoto photoId={photoId} />}
      </Modal>
    </div>
  )
}

function columns(onPhoto: (photoId: string) => void): TableColumnsType<PatrolRow> {
  return [
    { title: '时间', key: 'seen', width: 180, render: (_, row) => instantWords(row.seenAt) },
    { title: '点位', key: 'venue', render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.venueName}</strong> },
    {
      title: '核对结果',
      key: 'verdict',
      width: 170,
      render: (_, row) => <StateTag tone={verdicts[row.verdict].tone}>{verdicts[row.verdict].word}</StateTag>,
    },
    {
      title: '码的样子',
      key: 'condition',
      width: 220,
      render: (_, row) => (
        <>
          {conditions[row.condition]}
          {row.note && <div className='quiet'>{row.note}</div>}
        </>
      ),
    },
    {
      title: '离点位',
      key: 'distance',
      width: 130,
      render: (_, row) =>
        row.distanceM === null ? <span className='quiet'>没有位置</span> : `${row.distanceM} 米（误差 ${row.accuracyM ?? 0} 米）`,
    },
    { title: '志愿者', key: 'volunteer', width: 100, render: (_, row) => row.volunteerName },
    {
      title: '照片',
      key: 'photo',
      width: 80,
      render: (_, row) =>
        row.photoId ? (
          <Button type='link' style={{ padding: 0 }} onClick={() => onPhoto(row.photoId ?? '')} aria-label={`看${row.venueName}的照片`}>
            看照片
          </Button>
        ) : (
          <span className='quiet'>没有</span>
        ),
    },
  ]
}
