import { createClient } from '@minsheng/shared/client'
import type { Contracts } from '@minsheng/shared/contracts/index'
import { type ResidentOperation, routes } from '../routes.gen'
import { transport } from './transport'

export type ResidentContracts = Pick<Contracts, ResidentOperation>

/** Calls without a session: what anyone may read, and opening a session itself. */
export const publicCall = createClient<ResidentContracts>(routes, transport, () => null)
export type PublicCall = typeof publicCall
