import type { Gift } from '@minsheng/shared/contracts/donation'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { go, goInstead, goTab, pages, projectPage, receiptPage, tracePage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { SubscribeAsk } from '../../../platform/subscribe/ask'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { Timeline } from '../../../ui/timeline'
import { useToast } from '../../../ui/toast'
import { UndoGift } from '../undo-gift'
import { useResumePayment } from '../use-resume-payment'
import { canPay, instantWords, isReturned } from '../words'
import { Returned } from './returned'
import './style.scss'
import { usePaidCheck } from './use-paid-check'

function Paid({ gift, onUndone }: { gift: Gift; onUndone: () => Promise<void> }) {
  const remote = useRemote(gift.projectId, () => call('getProject', { params: { projectId: gift.projectId } }))
  const disclosure = remote.data?.disclosureWords ?? `${gift.charityName}会按规定公布善款去向。`
  return (
    <>
      <Card tone='calm'>
        <Icon of='circle-check/success' size='large' />
        <Heading level={1}>谢谢您，钱已到账</Heading>
        <Money fen={gift.amountFen} size='large' />
        <Words className='thanks__line'>{`捐给：${gift.projectTitle}`}</Words>
      </Card>
      <Heading level={2}>接下来</Heading>
      <Timeline
        label='善款去向'
        steps={[
          { title: '您付款成功', detail: gift.paidAt ? instantWords(gift.paidAt) : undefined, state: 'done' },
          { title: `钱进入${gift.charityName}的账户`, detail: '由微信支付直接转给慈善组织，平台不经手', state: 'done' },
          { title: '慈善组织按计划使用', detail: `用于“${gift.projectTitle}”`, state: 'now' },
          { title: '公布用到了哪里', detail: disclosure, state: 'next' },
        ]}
      />
      <SubscribeAsk moment='gift_paid' />
      <Button onPress={() => goInstead(pages.myGifts)}>看我的捐赠</Button>
      <Button kind='secondary' onPress={() => go(tracePage(gift.id))}>
        这笔钱去了哪里
      </Button>
      <Button kind='secondary' icon='receipt/lake' onPress={() => go(receiptPage(gift.id))}>
        看捐赠凭证
      </Button>
      <Button kind='secondary' onPress={() => go(projectPage(gift.projectId))}>
        再看看这个项目
      </Button>
      <Button kind='quiet' onPress={() => goTab(pages.home)}>
        回到首页
      </Button>
      <UndoGift gift={gift} onUndone={onUndone} />
    </>
  )
}

interface AwaitingProps {
  gift: Gift
  waiting: boolean
  onAskAgain: () => void
}

function Awaiting({ gift, waiting, onAskAgain }: AwaitingProps) {
  const resumePayment = useResumePayment()
  const { toast, say } = useToast()
  const payable = canPay(gift, Date.now())
  const resume = async () => {
    const { outcome, words } = await resumePayment(gift.id)
    if (outcome === 'maybe_paid') onAskAgain()
    else if (words) say(words)
  }
  return (
    <>
      <Card tone='warm'>
        <Icon of='clock/osmanthus' size='large' />
        <Heading level={1}>{waiting ? '正在确认付款' : '还没有收到付款'}</Heading>
        <Money fen={gift.amountFen} size='large' />
        <Words role='status' className='thanks__line'>
          {waiting
            ? '正在向微信支付查询，一般几秒钟就好，请不要重复付款。'
            : payable
              ? '刚才没有付的，可以继续支付。已经付了的，请不要重复付款，过一会儿这里会显示到账。'
              : '付款时间已经过了。已经付了的，请过几分钟再看；没有付的，可以重新捐一笔。'}
        </Words>
      </Card>
      {!waiting && payable ? (
        <Button onPress={resume} busyWords='正在打开微信支付…'>
          继续支付
        </Button>
      ) : null}
      {waiting ? null : (
        <Button kind='secondary' onPress={onAskAgain}>
          已经付了，再查一次
        </Button>
      )}
      {!waiting && !payable ? (
        <Button kind='quiet' onPress={() => goInstead(projectPage(gift.projectId))}>
          再看看这个项目
        </Button>
      ) : null}
      <Button kind='quiet' onPress={() => goInstead(pages.myGifts)}>
        去我的捐赠
      </Button>
      {toast}
    </>
  )
}

function Ended({ gift }: { gift: Gift }) {
  const quarantined = gift.state === 'quarantined'
  return (
    <>
      <Empty
        level={1}
        icon={quarantined ? 'triangle-alert/osmanthus' : 'circle-x/ink-2'}
        title={quarantined ? '这笔付款正在核对' : '这笔捐赠没有付款，已取消'}
        advice={
          quarantined
            ? '到账的金额或收款方与订单不一致，工作人员正在核对。您的钱是安全的，有疑问请拨打 12345。'
            : '没有扣钱。如果您还想捐，可以重新捐一笔。'
        }
      />
      <Button onPress={() => goInstead(projectPage(gift.projectId))}>看看这个项目</Button>
      <Button kind='secondary' onPress={() => goInstead(pages.myGifts)}>
        去我的捐赠
      </Button>
    </>
  )
}

export default function ThanksPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getMyGift', { params: { giftId: id } }))
  const { waiting, askAgain } = usePaidCheck(remote)
  const gift = remote.data
  const title = gift?.state === 'paid' && !isReturned(gift) ? '谢谢您' : '捐赠结果'
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
  if (!id || (!gift && remote.failure?.code === 'not_found')) {
    return (
      <Page title='捐赠结果' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这笔捐赠' advice='它可能属于另一个账号。请用捐款时的微信或手机号登录后再看。'>
          <Button onPress={() => goInstead(pages.myGifts)}>去我的捐赠</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={title} heading={false} remote={remote}>
      {gift ? (
        <Box className='thanks'>
          {gift.state === 'paid' && !isReturned(gift) ? <Paid gift={gift} onUndone={remote.reload} /> : null}
          {gift.state === 'paid' && isReturned(gift) ? <Returned gift={gift} onLook={remote.reload} /> : null}
          {gift.state === 'awaiting' ? <Awaiting gift={gift} waiting={waiting} onAskAgain={askAgain} /> : null}
          {gift.state === 'closed' || gift.state === 'quarantined' ? <Ended gift={gift} /> : null}
        </Box>
      ) : null}
    </Page>
  )
}
