import type { Gift } from '@minsheng/shared/contracts/donation'
import { go, receiptPage, thanksPage, tracePage } from '../../../platform/navigate'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Money } from '../../../ui/money'
import { UndoGift } from '../undo-gift'
import { canPay, giftStateWords, instantWords } from '../words'
import './style.scss'

interface GiftCardProps {
  gift: Gift
  /** Epoch milliseconds. */
  now: number
  onResume?: (gift: Gift) => Promise<void>
  /** The gift was taken back: load it again. */
  onUndone?: () => Promise<void>
}

/** One gift: how much, to whom, what became of it. */
export function GiftCard({ gift, now, onResume, onUndone }: GiftCardProps) {
  const state = giftStateWords(gift, now)
  return (
    <Card>
      <Box className='gift-card__top'>
        <Money fen={gift.amountFen} size='title' />
        <Badge tone={state.tone}>{state.label}</Badge>
      </Box>
      <Words className='gift-card__title'>{gift.projectTitle}</Words>
      <Words className='gift-card__detail'>{gift.charityName}</Words>
      {gift.venueName ? <Words className='gift-card__detail'>{`在${gift.venueName}扫码`}</Words> : null}
      <Words className='gift-card__detail'>{instantWords(gift.paidAt ?? gift.createdAt)}</Words>
      {onResume && canPay(gift, now) ? (
        <Button onPress={() => onResume(gift)} busyWords='正在打开微信支付…' aria-label={`继续支付，${gift.projectTitle}`}>
          继续支付
        </Button>
      ) : (
        <Box className='gift-card__ways'>
          <Button kind='quiet' aria-label={`查看详情，${gift.projectTitle}`} onPress={() => go(thanksPage(gift.id))}>
            查看详情
          </Button>
          {gift.state === 'paid' ? (
            <>
              <Button kind='quiet' aria-label={`这笔钱去了哪里，${gift.projectTitle}`} onPress={() => go(tracePage(gift.id))}>
                这笔钱去了哪里
              </Button>
              <Button kind='quiet' aria-label={`捐赠凭证，${gift.projectTitle}`} onPress={() => go(receiptPage(gift.id))}>
                捐赠凭证
              </Button>
            </>
          ) : null}
        </Box>
      )}
      {onUndone ? <UndoGift gift={gift} onUndone={onUndone} /> : null}
    </Card>
  )
}
