import type { HelpCall } from '@minsheng/shared/contracts/help'
import type { PublicCall } from '../../../platform/request/client'

/** A part of the page: the call, how it is spoken to in the name it was made in, and what came of it. */
export interface CallPart {
  of: HelpCall
  call: PublicCall
  onChange: (next: HelpCall) => void
}
