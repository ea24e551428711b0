import type { Rescue } from '@minsheng/shared/contracts/help'
import { rescueWords } from '@minsheng/shared/words/help'
import { Chosen } from './chosen'

const options = (Object.keys(rescueWords) as Rescue[]).map((value) => ({ value, label: rescueWords[value] }))

/** To 110, 119 or 120: rung first, written down here. */
export function Transfer({ onSend }: { onSend: (to: Rescue, why: string, reference: string | null) => Promise<void> }) {
  return (
    <Chosen
      ask='转 110、119、120'
      label='转给谁'
      options={options}
      unchosen='请先选转给谁'
      more={{ label: '对方的编号（没有可以不写）', hint: '先打电话，再在这里登记', maxLength: 40 }}
      why='为什么转'
      hint='人身安全的，要跟到有结果'
      onSend={onSend}
    />
  )
}
