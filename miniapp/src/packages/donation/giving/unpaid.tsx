import { go, pages, thanksPage } from '../../../platform/navigate'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import type { GivingState, Unpaid } from './giving-machine'

const words: Record<Unpaid, { title: string; advice: string }> = {
  cancelled: { title: '您还没有付款', advice: '刚才的付款取消了，没有扣钱。您可以继续支付，也可以改金额。' },
  failed: { title: '付款没有完成', advice: '微信支付没有打开或中途断了。您可以继续支付；如果微信里显示已扣款，请点“查看付款结果”。' },
  left: { title: '正在打开微信支付', advice: '付完款会自动回到这里。如果没有打开，或您取消了付款，可以继续支付。' },
  unsupported: { title: '这里不能付款', advice: '请在微信里打开“民生直达”，再捐这一笔。' },
}

type UnpaidState = Extract<GivingState, { step: 'unpaid' | 'resuming' }>

interface UnpaidOrderProps {
  state: UnpaidState
  onResume: () => Promise<void>
  onStartOver: () => void
}

/** The order stands and no money came: says so, and offers to pay, to look, or to change. */
export function UnpaidOrder({ state, onResume, onStartOver }: UnpaidOrderProps) {
  const why = state.step === 'unpaid' ? state.why : 'cancelled'
  const failure = state.step === 'unpaid' ? state.failure : null
  return (
    <Card tone='warm'>
      <Heading level={2}>{words[why].title}</Heading>
      <Money fen={state.amountFen} size='large' />
      <Words role='status'>{failure ? `${failure.title}。${failure.advice}` : words[why].advice}</Words>
      {why === 'unsupported' ? null : (
        <Button onPress={onResume} busyWords='正在打开微信支付…'>
          继续支付
        </Button>
      )}
      {why === 'failed' || why === 'left' ? (
        <Button kind='secondary' onPress={() => go(thanksPage(state.giftId))}>
          查看付款结果
        </Button>
      ) : null}
      <Button kind='quiet' onPress={onStartOver}>
        改金额
      </Button>
      <Button kind='quiet' onPress={() => go(pages.myGifts)}>
        以后再付，去我的捐赠
      </Button>
    </Card>
  )
}
