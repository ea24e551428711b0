import { ApiError } from '@minsheng/shared/client'
import Taro from '@tarojs/taro'
import { warn } from '../log'

/** Fetches what only its reader may see. @returns where this phone keeps it for now @throws ApiError */
export async function fetchPrivate(path: string, headers: Record<string, string>): Promise<string> {
  const answer = await Taro.downloadFile({ url: `${API_BASE}${path}`, header: headers }).catch((error: unknown) => {
    warn('downloadFile', error)
    throw new ApiError('offline', 0, {})
  })
  // The phone keeps the problem document in a file of its own; the status says enough.
  if (answer.statusCode !== 200) throw new ApiError('problem', answer.statusCode, { title: '没有取到，请再试一次' })
  return answer.tempFilePath
}
