import type { HelpClass } from '@minsheng/shared/contracts/help'
import { classWords } from '@minsheng/shared/words/help'
import { Chosen } from './chosen'

const classes: readonly HelpClass[] = ['p1', 'p2', 'p3']

/** Less urgent than it seemed: to which class, and why. */
export function Lower({ from, onSend }: { from: HelpClass; onSend: (to: HelpClass, why: string) => Promise<void> }) {
  return (
    <Chosen
      ask='没有那么紧急'
      label='改成哪一级'
      options={classes.filter((one) => one > from).map((value) => ({ value, label: classWords[value] }))}
      unchosen='请先选改成哪一级'
      why='为什么不紧急'
      hint='期限按新的一级，从呼叫的时候算起'
      onSend={onSend}
    />
  )
}
