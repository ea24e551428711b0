import type { SubscribeAnswer } from './answer'

/** Subscribe messages are WeChat's; a web page is never told of any template to ask for. */
export async function askToSubscribe(_templateIds: readonly string[]): Promise<SubscribeAnswer[] | null> {
  return null
}
