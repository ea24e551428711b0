import type { Gift } from '@minsheng/shared/contracts/donation'
import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import { go, pages, thanksPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Money } from '../../../ui/money'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { useToast } from '../../../ui/toast'
import { GiftCard } from '../gift-card'
import { useResumePayment } from '../use-resume-payment'
import { MyProgress } from './my-progress'

const loadMore = (cursor: string) => call('listMyGifts', { query: { cursor } })

export default function MyGiftsPage() {
  const remote = useRemote('my-gifts', () => call('listMyGifts', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  const { toast, say } = useToast()
  const resumePayment = useResumePayment()

  // Coming back from the cashier or the thanks page, a gift may have been paid meanwhile.
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })

  const resume = async (gift: Gift) => {
    const result = await resumePayment(gift.id)
    if (result.outcome === 'maybe_paid') go(thanksPage(gift.id))
    else if (result.words) say(result.words)
  }

  return (
    <Page title='我的捐赠' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='heart-handshake/ink-2' title='您还没有捐过' advice='捐过以后，每一笔捐给谁、有没有到账，都能在这里看到。'>
          <Button onPress={() => go(pages.projects)}>看看公益项目</Button>
        </Empty>
      ) : null}
      {remote.data && list.items.length > 0 ? (
        <>
          {remote.data.paidCount > 0 ? (
            <Card tone='calm'>
              <Words>{`您一共捐了 ${remote.data.paidCount} 笔`}</Words>
              <Money fen={remote.data.totalPaidFen} size='large' />
              <Words>只算已经到账、没有退回的钱。谢谢您！</Words>
            </Card>
          ) : null}
          <MyProgress />
          {list.items.map((gift) => (
            <GiftCard key={gift.id} gift={gift} now={Date.now()} onResume={resume} onUndone={remote.reload} />
          ))}
          <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
        </>
      ) : null}
      {toast}
    </Page>
  )
}
