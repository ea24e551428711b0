import type { GiftTrace } from '@minsheng/shared/contracts/donation'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { warn } from '../../../platform/log'
import { go, goInstead, pages, proofPage, receiptPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import { instantWords } from '../../donation/words'
import { PartsBar } from '../parts-bar'
import { isWhole, spokenTrace } from '../words'
import './style.scss'
import { Unused } from './unused'
import { UseCard } from './use-card'

const TITLE = '我的这笔钱去了哪里'

/** Parts that do not add up are never shown. */
function Unsettled({ trace, onAgain }: { trace: GiftTrace; onAgain: () => Promise<void> }) {
  useEffect(() => {
    if (trace.settled) warn('the parts of a gift do not add up', trace)
  }, [trace])
  return (
    <>
      <Card tone='warm'>
        <Icon of='clock/osmanthus' size='large' />
        <Heading level={2}>正在核对</Heading>
        <Words role='status' className='where__line'>
          账目刚有变动，正在重新核对，一般几秒钟就好。没有核对清楚的数字，我们先不显示。
        </Words>
      </Card>
      <Button onPress={onAgain} busyWords='正在查询…'>
        再看一次
      </Button>
    </>
  )
}

function Told({ trace }: { trace: GiftTrace }) {
  return (
    <>
      <ReadAloud words={spokenTrace(trace, new Date())} />
      {trace.uses.length > 0 ? <Heading level={2}>{`用在了这 ${trace.uses.length} 处`}</Heading> : null}
      {trace.uses.map((use) => (
        <UseCard key={use.id} use={use} givenTo={trace.projectTitle} />
      ))}
      <Unused trace={trace} />
      <Heading level={2}>这些数字可以自己核对</Heading>
      <Words className='where__line'>
        每晚封账，全天的账算出一个指纹，公开给所有人看。您的手机可以自己算一遍，看您这一笔在不在里面、有没有被改过。
      </Words>
      <Button icon='shield-check/lake' kind='secondary' onPress={() => go(proofPage(trace.giftId))}>
        自己核对
      </Button>
      <Button kind='secondary' icon='receipt/lake' onPress={() => go(receiptPage(trace.giftId))}>
        看捐赠凭证
      </Button>
      <Words className='where__small'>{`数字来自账本，截至 ${instantWords(trace.asOf)}。这一页只有您自己打得开。`}</Words>
    </>
  )
}

export default function WherePage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getMyGiftTrace', { params: { giftId: id } }))
  const { data: trace, failure } = remote
  const isUnpaid = failure?.code === 'wrong_state'
  if (!id || (!trace && (isUnpaid || failure?.code === 'not_found'))) {
    return (
      <Page title={TITLE}>
        <Empty
          icon='circle-x/ink-2'
          title={isUnpaid ? '这笔捐款还没有到账' : '没有找到这笔捐赠'}
          advice={isUnpaid ? '到账以后，这里会写明它用到了哪里。' : '它可能属于另一个账号。请用捐款时的微信或手机号登录后再看。'}
        >
          <Button onPress={() => goInstead(pages.myGifts)}>去我的捐赠</Button>
        </Empty>
      </Page>
    )
  }
  const whole = trace !== null && isWhole(trace)
  return (
    <Page title={TITLE} remote={remote}>
      {trace ? (
        <Box className='where'>
          <Card tone='calm'>
            <Words className='where__line'>{`您捐给“${trace.projectTitle}”`}</Words>
            <Money fen={trace.paidFen} size='large' />
            <Words className='where__small'>{`${instantWords(trace.paidAt)} 到账，${trace.charityName}`}</Words>
            {whole ? <PartsBar trace={trace} /> : null}
          </Card>
          {whole ? <Told trace={trace} /> : <Unsettled trace={trace} onAgain={remote.reload} />}
        </Box>
      ) : null}
    </Page>
  )
}
