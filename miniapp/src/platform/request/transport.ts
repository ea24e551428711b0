import { ApiError, type Transport } from '@minsheng/shared/client'
import Taro from '@tarojs/taro'
import { warn } from '../log'

const TIMEOUT_MS = 15_000

/** Some phones hand over JSON as text when its type is not plain `application/json`. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string' || data === '') return data === '' ? undefined : data
  try {
    return JSON.parse(data)
  } catch {
    // Not JSON: the caller sees the text and the status, as the server sent them.
    return data
  }
}

/** Through the mini-program's own request; any answer counts as success there, so the status decides. */
export const transport: Transport = async ({ method, url, headers, body }) => {
  const answer = await Taro.request({
    url: `${API_BASE}${url}`,
    method,
    header: headers,
    // A mini-program sends bytes as the buffer itself.
    data: body instanceof Uint8Array ? body.slice().buffer : body,
    timeout: TIMEOUT_MS,
  }).catch((error: unknown) => {
    warn('request', method, url, error)
    throw new ApiError('offline', 0, {})
  })
  const header = new Map(Object.entries(answer.header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return { status: answer.statusCode, header: (name) => header.get(name.toLowerCase()) ?? null, data: parsed(answer.data) }
}
