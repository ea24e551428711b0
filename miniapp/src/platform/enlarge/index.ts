import Taro from '@tarojs/taro'
import { warn } from '../log'

/** Shows a picture over the whole screen, where two fingers enlarge it. */
export async function enlarge(url: string): Promise<void> {
  await Taro.previewImage({ urls: [url], current: url }).catch((error: unknown) => warn('previewImage', error))
}
