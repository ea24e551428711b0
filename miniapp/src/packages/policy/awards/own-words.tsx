import { Speaking } from '../speaking'

/** What the person says before something is taken away. */
export function OwnWords({ name, onSend }: { name: string; onSend: (words: string) => Promise<void> }) {
  return (
    <Speaking
      name={name}
      label='说说您的情况'
      hint='比如：登记哪里不对、现在怎么样'
      action='提交'
      missing='请写明您的情况'
      onSend={onSend}
    />
  )
}
