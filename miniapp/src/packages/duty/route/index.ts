import Taro from '@tarojs/taro'
import { warn } from '../../../platform/log'

/** Shows the way there in WeChat's own map, which hands on to whatever the phone navigates with. */
export function showTheWay({ lat, lng }: { lat: number; lng: number }, name: string): void {
  Taro.openLocation({ latitude: lat, longitude: lng, name, scale: 17 }).catch((error: unknown) => warn('map', error))
}
