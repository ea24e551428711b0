import { DownloadOutlined } from '@ant-design/icons'
import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { giftColumns } from './gift-columns.tsx'
import { GiftDrawer } from './gift-drawer.tsx'
import { GiftFilterBar } from './gift-filter-bar.tsx'
import { exportName, giftFilterNames, giftQuery } from './gift-filters.ts'

export function GiftListPage() {
  const { message } = App.useApp()
  const { can, seesAllCharities } = useAbilities()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(giftFilterNames)
  const [shown, setShown] = useState<GiftRow | null>(null)
  const query = giftQuery(filters)
  const list = usePagedList([...donationKeys.gifts, query], (cursor) => call('listGifts', { query: { ...query, cursor } }))
  const sum = list.data?.pages[0]
  const exporting = useMutation({
    mutationFn: () => call('exportGifts', { query }),
    onSuccess: (bytes) => {
      saveFile(bytes, 'text/csv', exportName(query.from, query.to, shanghaiDate(new Date())))
      void message.success('已导出，请在浏览器的下载内容中查看')
    },
  })

  return (
    <>
      <PageHeader
        title='捐赠记录'
        words='每一笔捐赠从下单到到账的情况。到账金额以微信支付的通知和查询为准。'
        action={
          can('gift.export') && (
            <Button
              type='primary'
              icon={<DownloadOutlined aria-hidden />}
              loading={exporting.isPending}
              disabled={sum !== undefined && sum.items.length === 0}
              onClick={() => exporting.mutate()}
            >
              导出表格
            </Button>
          )
        }
      />
      {exporting.error && <ProblemNotice error={exporting.error} onRetry={() => exporting.mutate()} />}
      <section className='panel sum-strip' aria-label='合计' aria-live='polite'>
        {sum ? (
          <>
            <span className='quiet'>{isFiltered ? '按当前筛选，已到账' : '已到账合计'}</span>
            <strong>¥{formatYuan(sum.totalPaidFen)}</strong>
            <span className='quiet'>共 {sum.paidCount.toLocaleString('zh-CN')} 笔</span>
          </>
        ) : (
          <span className='quiet'>{list.isError ? '合计暂时读不到' : '正在合计…'}</span>
        )}
      </section>
      <div className='panel'>
        <GiftFilterBar filters={filters} setFilters={setFilters} isFiltered={isFiltered} clearFilters={clearFilters} />
        <PagedTable
          label='捐赠记录'
          query={list}
          columns={giftColumns(seesAllCharities, setShown)}
          minWidth={1106}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的捐赠' words='换一个时间或状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState
                title='还没有捐赠'
                words='先发布一个募捐活动，再为它生成公益码，张贴到点位上；居民扫码捐赠后，这里就会出现记录。'
              />
            )
          }
        />
      </div>
      <GiftDrawer gift={shown} onClose={() => setShown(null)} />
    </>
  )
}
