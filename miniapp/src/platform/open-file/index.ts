import { ApiError } from '@minsheng/shared/client'
import Taro from '@tarojs/taro'
import { actingHeaders } from '../acting'
import { warn } from '../log'
import { sessionToken } from '../session'
import type { OpenOutcome } from './outcome'

export type { OpenOutcome } from './outcome'

/**
 * Fetches a PDF, one of the visitor's own as well, and opens it in the phone's reader, from where it can be kept or sent on.
 * @throws ApiError
 */
export async function openPdf(path: string, _name: string): Promise<OpenOutcome> {
  const token = await sessionToken()
  const answer = await Taro.downloadFile({
    url: `${API_BASE}${path}`,
    header: { Authorization: `Bearer ${token}`, ...actingHeaders(path) },
  }).catch((error: unknown) => {
    warn('downloadFile', error)
    throw new ApiError('offline', 0, {})
  })
  // The phone keeps the problem document in a file of its own; the status says enough.
  if (answer.statusCode !== 200) throw new ApiError('problem', answer.statusCode, { title: '文件没有取到' })
  await Taro.openDocument({ filePath: answer.tempFilePath, fileType: 'pdf', showMenu: true })
  return 'opened'
}

/** Inside WeChat a file that is no document can't be kept; it is not fetched either, for it may be there to be fetched once. */
export async function keepFile(_path: string, _name: string): Promise<OpenOutcome> {
  return 'needs_browser'
}
