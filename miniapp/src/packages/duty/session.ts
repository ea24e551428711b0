import { ApiError, createClient } from '@minsheng/shared/client'
import type { Account } from '@minsheng/shared/contracts/identity'
import type { Contracts } from '@minsheng/shared/contracts/index'
import { publicCall } from '../../platform/request/client'
import { transport } from '../../platform/request/transport'
import { routes } from '../../platform/routes.gen'
import { createSessionKeeper } from '../../platform/session/keeper'
import { createStore, useStore } from '../../platform/store'
import { channel, keepSession, openSession } from './open-session'
import { type WorkOperation, workRoutes } from './routes.gen'

/** Undefined until it is known; null: nobody is signed in for work on this phone. */
const worker = createStore<Account | null | undefined>(undefined)

const keeper = createSessionKeeper({
  renew: () => openSession(publicCall),
  now: () => Date.now(),
  aheadMs: 60_000,
  onChange(session) {
    keepSession(session)
    worker.set(session?.account ?? null)
  },
})

const isEnded = (error: unknown) => error instanceof ApiError && error.status === 401
const clientWith = (token: string) => createClient<Pick<Contracts, WorkOperation>>(workRoutes, transport, () => token)
export type WorkCall = ReturnType<typeof clientWith>

/** A day's work is over, or somebody else ended it: whoever goes on signs in anew. */
async function ending<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isEnded(error)) keeper.drop()
    throw error
  }
}

/** Calls as the member of staff who is signed in on this phone, beside whoever uses it as a resident. */
export const workCall: WorkCall = (name, ...args) =>
  ending(async () => {
    const token = await keeper.token()
    try {
      return await clientWith(token)(name, ...args)
    } catch (error) {
      if (!isEnded(error)) throw error
      return clientWith(await keeper.replace(token))(name, ...args)
    }
  })

export const workToken = keeper.token

/** Who works on this phone: undefined until it is known, null for nobody. */
export const useWorker = () => useStore(worker)
export const workerNow = () => worker.get()

/** Goes on with what was signed in before. @throws ApiError but for 401 */
export async function wake(): Promise<void> {
  try {
    await keeper.token()
  } catch (error) {
    if (!isEnded(error)) throw error
    keeper.drop()
  }
}

/** The access token of a sign-in that still owes its code. */
let halfway: string | null = null

export type SignedIn = 'done' | 'code' | 'elsewhere'

/**
 * By name and password. `code`: the six digits are still owed; `elsewhere`: what is owed is done at a computer, where a code is
 * set up or a first password changed.
 */
export async function signIn(username: string, password: string): Promise<SignedIn> {
  const session = await publicCall('signInStaff', { body: { username, password, channel } })
  const [owed] = session.account.owes
  if (owed === undefined) {
    keeper.adopt(session)
    return 'done'
  }
  if (owed !== 'code') return 'elsewhere'
  keepSession(session)
  halfway = session.accessToken
  return 'code'
}

/** The second step. */
export async function enterCode(code: string): Promise<SignedIn> {
  const session = await createClient<Pick<Contracts, 'enterSecondFactor'>>(
    routes,
    transport,
    () => halfway,
  )('enterSecondFactor', {
    body: { code },
  })
  if (session.account.owes.length > 0) return 'elsewhere'
  keeper.adopt(session)
  return 'done'
}

export async function signOut(): Promise<void> {
  const token = keeper.current()?.accessToken
  try {
    if (token) await createClient<Pick<Contracts, 'closeSession'>>(routes, transport, () => token)('closeSession')
  } catch (error) {
    // It has ended by itself.
    if (!isEnded(error)) throw error
  }
  keeper.drop()
}
