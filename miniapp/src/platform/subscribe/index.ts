import Taro from '@tarojs/taro'
import { warn } from '../log'
import type { SubscribeAnswer } from './answer'

const answerOf = (said: unknown): SubscribeAnswer['answer'] =>
  said === 'reject' || said === 'ban' || said === 'filter' ? said : String(said).startsWith('accept') ? 'accept' : 'reject'

/** Opens WeChat's own dialogue; only a tap may do so. Null when it did not open or was closed without an answer. */
export async function askToSubscribe(templateIds: readonly string[]): Promise<SubscribeAnswer[] | null> {
  try {
    const said: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] })) }
    return templateIds.map((templateId) => ({ templateId, answer: answerOf(said[templateId]) }))
  } catch (error) {
    // 20004: the main switch is off; 10005: in the background. The page goes on without.
    warn('requestSubscribeMessage', error)
    return null
  }
}
