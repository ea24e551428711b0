import type { MonthlyGift } from '@minsheng/shared/contracts/donation'
import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import { giveForMonthPage, go, monthlyGiftPage, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Money } from '../../../ui/money'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import '../style.scss'
import { monthlyStates, monthWords, nextWords } from '../words'

const loadMore = (cursor: string) => call('listMyMonthlyGifts', { query: { cursor } })

function MonthlyCard({ monthly }: { monthly: MonthlyGift }) {
  const { tone, label } = monthlyStates[monthly.state]
  return (
    <Card>
      <Box className='together__top'>
        <Money fen={monthly.amountFen} size='title' />
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <Words className='together__line'>{monthly.projectTitle}</Words>
      <Words className='together__small'>{nextWords(monthly)}</Words>
      {monthly.openMonth ? (
        <Button
          aria-label={`捐${monthWords(monthly.openMonth)}的，${monthly.projectTitle}`}
          onPress={() => go(giveForMonthPage(monthly.projectId, monthly.id, monthly.amountFen))}
        >
          {`捐${monthWords(monthly.openMonth)}的`}
        </Button>
      ) : null}
      <Button kind='secondary' aria-label={`查看和修改，${monthly.projectTitle}`} onPress={() => go(monthlyGiftPage(monthly.id))}>
        查看和修改
      </Button>
    </Card>
  )
}

export default function MyMonthlyPage() {
  const remote = useRemote('my-monthly', () => call('listMyMonthlyGifts', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })
  return (
    <Page title='我的月捐' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='bell/ink-2' title='您还没有约定月捐' advice='捐款时点“每月捐一次”，到日子提醒您，不会自动扣款。'>
          <Button onPress={() => go(pages.projects)}>看看公益项目</Button>
        </Empty>
      ) : null}
      {list.items.map((monthly) => (
        <MonthlyCard key={monthly.id} monthly={monthly} />
      ))}
      {list.items.length > 0 ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
    </Page>
  )
}
