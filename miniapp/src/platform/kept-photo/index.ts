import Taro from '@tarojs/taro'
import { newKey } from '../idempotency'
import { warn } from '../log'
import { contentTypeIn, endingOf, type KeptFile } from './kept'

const pathOf = (ref: string) => `${Taro.env.USER_DATA_PATH}/${ref}`

/** Puts a photo down on this phone until there is a network; null when the phone has no room. */
export function keepPhoto({ bytes, contentType }: KeptFile): Promise<string | null> {
  const ref = `photo-${newKey()}.${endingOf(contentType)}`
  return new Promise((resolve) => {
    Taro.getFileSystemManager().writeFile({
      filePath: pathOf(ref),
      data: bytes.slice().buffer,
      success: () => resolve(ref),
      fail: ({ errMsg }) => {
        warn('keep photo', errMsg)
        resolve(null)
      },
    })
  })
}

/** The photo again; null when the phone has it no more. */
export function keptPhoto(ref: string): Promise<KeptFile | null> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath: pathOf(ref),
      success: ({ data }) => resolve(typeof data === 'string' ? null : { bytes: new Uint8Array(data), contentType: contentTypeIn(ref) }),
      fail: () => resolve(null),
    })
  })
}

export function dropPhoto(ref: string): Promise<void> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().unlink({ filePath: pathOf(ref), success: () => resolve(), fail: () => resolve() })
  })
}
