import Taro from '@tarojs/taro'

/** WeChat's own text size (1 is normal); undefined on versions that do not tell. */
export function systemTextScale(): number | undefined {
  if (!Taro.canIUse('getAppBaseInfo')) return undefined
  const info: object = Taro.getAppBaseInfo()
  return 'fontSizeScaleFactor' in info && typeof info.fontSizeScaleFactor === 'number' ? info.fontSizeScaleFactor : undefined
}
