import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { Drawer, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Money } from '../../../ui/money.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { donationKeys } from '../queries.ts'
import type { DonorEntry } from './donor-columns.tsx'
import type { donorQuery } from './donor-filters.ts'

const columns: TableColumnsType<GiftRow> = [
  { title: '到账时间', key: 'paid', width: 190, render: (_, row) => (row.paidAt ? instantWords(row.paidAt) : '未到账') },
  {
    title: '金额',
    key: 'amount',
    align: 'right',
    width: 150,
    render: (_, row) => (
      <>
        <Money fen={row.amountFen} />
        {row.refundedFen + row.refundingFen > 0 && (
          <div className='quiet'>
            退回 <Money fen={row.refundedFen + row.refundingFen} />
          </div>
        )}
      </>
    ),
  },
  {
    title: '项目',
    key: 'project',
    render: (_, row) => (
      <>
        {row.projectTitle}
        <div className='quiet'>{row.venueName ?? '未经公益码'}</div>
      </>
    ),
  },
]

/** Whose gifts are looked at: one donor's, or all that were given anonymously. */
export type Shown = { kind: 'donor'; donor: DonorEntry } | { kind: 'anonymous' }

function Gifts({ shown, query }: { shown: Shown; query: ReturnType<typeof donorQuery> }) {
  const { charityId, campaignId, from, to } = query
  const key = shown.kind === 'donor' ? shown.donor.giftId : { charityId, campaignId, from, to }
  const list = usePagedList([...donationKeys.donors, 'gifts', key], (cursor) =>
    shown.kind === 'donor'
      ? call('listDonorGifts', { params: { giftId: shown.donor.giftId }, query: { cursor } })
      : call('listAnonymousGifts', { query: { charityId, campaignId, from, to, cursor } }),
  )
  return (
    <PagedTable
      label='捐赠'
      query={list}
      columns={columns}
      minWidth={520}
      empty={<EmptyState title='没有捐赠' words='换一个时间试试。' />}
    />
  )
}

/** What one donor gave this charity; or the anonymous gifts, one by one, never said to be anybody's. */
export function DonorDrawer({ shown, query, onClose }: { shown: Shown | null; query: ReturnType<typeof donorQuery>; onClose: () => void }) {
  return (
    <Drawer
      title={shown?.kind === 'donor' ? `${shown.donor.label} 的捐赠` : '匿名爱心人士的捐赠'}
      size={680}
      open={shown !== null}
      onClose={onClose}
      destroyOnHidden
    >
      {shown && (
        <>
          <p className='quiet'>
            {shown.kind === 'donor'
              ? '这位捐赠人在本组织留名或没有要求匿名的全部捐赠，不受列表筛选影响；要求匿名的不在其中。'
              : '捐赠人要求匿名：一笔一笔列出，不辨认哪几笔是同一个人捐的。'}
          </p>
          <div className='panel'>
            <Gifts shown={shown} query={query} />
          </div>
        </>
      )}
    </Drawer>
  )
}
