import type { Receipt } from '@minsheng/shared/contracts/donation'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Sheet } from '../../../ui/sheet'

interface WaiveProps {
  giftId: string
  onWaived: (receipt: Receipt) => void
  say: (words: string) => void
}

/** The donor may say that no receipt is needed; asked once more, because it goes on record. */
export function Waive({ giftId, onWaived, say }: WaiveProps) {
  const [asking, setAsking] = useState(false)
  const waive = async () => {
    try {
      onWaived(await call('waiveReceipt', { params: { giftId } }))
      say('已记录')
    } catch (error) {
      say(`没有记录成功：${failureWords(error).title}`)
    }
    setAsking(false)
  }
  return (
    <>
      <Button kind='quiet' onPress={() => setAsking(true)}>
        我不需要凭证
      </Button>
      <Sheet open={asking} title='不需要凭证吗' closeWords='先不' onClose={() => setAsking(false)}>
        <Words>法律规定，捐赠人不要凭证的，要记录下来。记录以后，您想要的时候还可以再来取。</Words>
        <Button onPress={waive} busyWords='正在记录…'>
          不需要，请记录
        </Button>
      </Sheet>
    </>
  )
}
