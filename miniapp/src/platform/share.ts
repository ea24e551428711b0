import Taro from '@tarojs/taro'
import { warn } from './log'

/** Puts text on the clipboard; false when the phone refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch (error) {
    warn('clipboard', error)
    return false
  }
}

export function dial(phoneNumber: string) {
  Taro.makePhoneCall({ phoneNumber }).catch((error: unknown) => warn('call', error))
}
