import Taro from '@tarojs/taro'
import { warn } from '../log'
import { contentTypeOf, type Photo } from './photo'

export type { Photo } from './photo'

export const canTakePhotos = true

function readBytes(filePath: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => (typeof data === 'string' ? reject(new Error('text')) : resolve(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

/** Takes a photo or chooses one; null when the person gives up. */
export async function takePhoto(): Promise<Photo | null> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
    })
    const path = tempFiles[0]?.tempFilePath
    return path ? { bytes: new Uint8Array(await readBytes(path)), contentType: contentTypeOf(path) } : null
  } catch (error) {
    // Giving up is reported as a failure; there is nothing to tell the person then.
    warn('photo', error)
    return null
  }
}
