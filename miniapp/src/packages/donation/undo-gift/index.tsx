import type { Gift } from '@minsheng/shared/contracts/donation'
import { useEffect, useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Sheet } from '../../../ui/sheet'
import { canUndo, undoWords, yuanWords } from '../words'
import './style.scss'

interface UndoGiftProps {
  gift: Gift
  /** The gift is taken back: load it again. */
  onUndone: () => void | Promise<void>
}

/** Takes a gift back while that can still be done; gone when the time is over. */
export function UndoGift({ gift, onUndone }: UndoGiftProps) {
  const [now, setNow] = useState(() => Date.now())
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const key = useRef(newKey())
  const isOpen = canUndo(gift, now)
  const { undoBefore } = gift

  useEffect(() => {
    const left = undoBefore ? Date.parse(undoBefore) - Date.now() : 0
    // Longer than a timer can hold is longer than this page stays open.
    if (left <= 0 || left > 86_400_000) return
    const timer = setTimeout(() => setNow(Date.now()), left + 1)
    return () => clearTimeout(timer)
  }, [undoBefore])

  const undo = async () => {
    try {
      await call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key.current })
      key.current = newKey()
      setAsking(false)
      await onUndone()
    } catch (error) {
      // The key stays: should the first try have got through, the next finds it and takes nothing back twice.
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }

  if (!isOpen) return null
  return (
    <>
      <Button
        kind='quiet'
        aria-label={`撤销这笔捐赠，${gift.projectTitle}，${undoWords(gift)}`}
        onPress={() => {
          setProblem(null)
          setAsking(true)
        }}
      >
        撤销这笔捐赠
      </Button>
      <Words className='undo-gift__until'>{undoWords(gift)}</Words>
      <Sheet open={asking} title='要撤销这笔捐赠吗？' closeWords='不撤销' onClose={() => setAsking(false)}>
        <Words>{`${yuanWords(gift.amountFen - gift.refundedFen - gift.refundingFen)} 会原路退回您付款的账户。零钱一般几分钟到，银行卡要 1–3 个工作日。`}</Words>
        {problem ? <Words role='alert'>{problem}</Words> : null}
        <Button kind='danger' onPress={undo} busyWords='正在撤销…'>
          确认撤销
        </Button>
      </Sheet>
    </>
  )
}
