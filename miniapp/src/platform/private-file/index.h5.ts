import { ApiError } from '@minsheng/shared/client'
import { warn } from '../log'

/** Fetches what only its reader may see. @returns an address that this page alone can read @throws ApiError */
export async function fetchPrivate(path: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(`${API_BASE}${path}`, { headers, credentials: 'same-origin' }).catch((error: unknown) => {
    warn('fetch', error)
    throw new ApiError('offline', 0, {})
  })
  if (!answer.ok) throw new ApiError('problem', answer.status, await answer.json())
  return URL.createObjectURL(await answer.blob())
}
