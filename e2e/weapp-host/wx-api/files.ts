import { callbackApi, text, WxFailure } from './call.ts'
import type { WxHost } from './host.ts'
import { allowed, exchange } from './request.ts'

const readable = ['doc', 'xls', 'ppt', 'pdf', 'docx', 'xlsx', 'pptx']

/** wx.downloadFile keeps whatever comes, also a refusal, in a file of the session; wx.openDocument shows it in the phone's reader. */
export function fileApi(host: WxHost): Record<string, unknown> {
  const files = new Map<string, Buffer>()

  const download = async (options: Record<string, unknown>) => {
    const url = allowed(host, text(options, 'url'), 'wx.downloadFile')
    const given = typeof options.header === 'object' && options.header !== null ? options.header : {}
    const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
    const record = {
      method: 'GET',
      url: url.href,
      status: null as number | null,
      error: null as string | null,
      requestHeaders: headers,
      requestBody: null,
      responseBody: null,
      milliseconds: 0,
    }
    host.requests.push(record)
    if (host.phone.network === 'none') {
      record.error = 'net::ERR_INTERNET_DISCONNECTED'
      throw new WxFailure(record.error, 600001)
    }
    const begun = performance.now()
    const answer = await exchange(url, 'GET', headers, undefined, Number(options.timeout) || 60_000, new AbortController().signal)
    record.status = answer.status
    record.milliseconds = Math.round(performance.now() - begun)
    const tempFilePath = `http://tmp/${files.size + 1}`
    files.set(tempFilePath, answer.body)
    return { statusCode: answer.status, tempFilePath, dataLength: answer.body.length }
  }

  const downloadFile = callbackApi(host.realm, 'downloadFile', download)
  return {
    downloadFile: (options?: Record<string, unknown>) => {
      const started = downloadFile(options)
      // With a callback WeChat gives back the task.
      return started ?? host.realm.import({ abort: () => undefined, onProgressUpdate: () => undefined, offProgressUpdate: () => undefined })
    },
    openDocument: callbackApi(host.realm, 'openDocument', (options) => {
      const content = files.get(text(options, 'filePath'))
      if (!content) throw new WxFailure('filePath not exist')
      const fileType = text(options, 'fileType')
      if (!readable.includes(fileType)) throw new WxFailure('filetype not supported')
      host.screen.documents.push({ fileType, content, canBeSentOn: options.showMenu === true })
      return {}
    }),
  }
}
