import { placeIfAllowed } from '../../../platform/locate'
import { warn } from '../../../platform/log'
import { call } from '../../../platform/request'

/** Tells where a code was scanned if the person allowed their place earlier: a code carried off is found so. Nobody waits for it. */
export async function tellPlace(codeId: string): Promise<void> {
  try {
    const place = await placeIfAllowed()
    if (place) await call('tellScanPlace', { body: { codeId, place } })
  } catch (error) {
    warn('scan place', error)
  }
}
