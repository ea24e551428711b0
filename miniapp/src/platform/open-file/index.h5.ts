import { ApiError } from '@minsheng/shared/client'
import { actingHeaders } from '../acting'
import { warn } from '../log'
import { sessionToken } from '../session'
import type { OpenOutcome } from './outcome'

export type { OpenOutcome } from './outcome'

const KEPT_MS = 60_000

/**
 * Fetches a file of the visitor's own and hands it to the browser to keep: the token never stands in an address.
 * @throws ApiError
 */
export async function keepFile(path: string, name: string): Promise<OpenOutcome> {
  // Pages inside WeChat can neither show nor keep a file.
  if (/MicroMessenger/i.test(navigator.userAgent)) return 'needs_browser'
  const token = await sessionToken()
  const answer = await fetch(`${API_BASE}${path}`, { headers: { Authorization: `Bearer ${token}`, ...actingHeaders(path) } }).catch(
    (error: unknown) => {
      warn('fetch', path, error)
      throw new ApiError('offline', 0, {})
    },
  )
  if (!answer.ok) throw new ApiError('problem', answer.status, await answer.json())
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
  return 'opened'
}

/** A browser keeps a PDF like any other file. */
export const openPdf = (path: string, name: string): Promise<OpenOutcome> => keepFile(path, name)
