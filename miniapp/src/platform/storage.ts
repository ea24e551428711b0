import Taro from '@tarojs/taro'
import { warn } from './log'

/** What this phone remembers. A phone that refuses to (private browsing, full storage) loses comfort, never function. */
export function remember(key: string, value: string) {
  try {
    Taro.setStorageSync(key, value)
  } catch (error) {
    warn('storage', error)
  }
}

export function recall(key: string): string | null {
  try {
    const value: unknown = Taro.getStorageSync(key)
    return typeof value === 'string' && value !== '' ? value : null
  } catch (error) {
    warn('storage', error)
    return null
  }
}

export function forget(key: string) {
  try {
    Taro.removeStorageSync(key)
  } catch (error) {
    warn('storage', error)
  }
}
