import type { PromptMoment } from '@minsheng/shared/contracts/message'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Words } from '../../ui/element'
import { newKey } from '../idempotency'
import { call, failureWords } from '../request'
import { useRemote } from '../use-remote'
import { askToSubscribe } from '.'

/**
 * Offers to be told by WeChat, after something the person did. The server says what may be asked now, and mostly nothing:
 * then, without a network, and outside WeChat, there is no card at all.
 */
export function SubscribeAsk({ moment }: { moment: PromptMoment }) {
  const remote = useRemote(moment, () => call('getSubscriptionPrompt', { params: { moment } }))
  const [said, setSaid] = useState<string | null>(null)
  const templates = remote.data?.templates ?? []
  if (said !== null)
    return (
      <Card tone='calm'>
        <Words role='status'>{said}</Words>
      </Card>
    )
  if (templates.length === 0) return null

  const ask = async () => {
    const answers = await askToSubscribe(templates.map(({ templateId }) => templateId))
    if (answers === null) return
    try {
      const { accepted } = await call('answerSubscriptionPrompt', { body: { moment, answers }, idempotencyKey: newKey() })
      setSaid(accepted > 0 ? '好的，有消息时会用微信告诉您。' : '好的，不用微信打扰您。消息都在“消息”里。')
    } catch (error) {
      setSaid(`没有登记成功：${failureWords(error).title}`)
    }
  }
  return (
    <Card>
      <Words>{`有${templates.map(({ title }) => `“${title}”`).join('')}时，要不要用微信告诉您？`}</Words>
      <Button kind='secondary' icon='bell/lake' onPress={ask} busyWords='正在打开…'>
        用微信告诉我
      </Button>
    </Card>
  )
}
