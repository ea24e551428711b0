import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../platform/crypto/id.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import type { Sessions } from './sessions.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

function guestAccount(now: Date, openid?: string): AccountDocument {
  return {
    _id: newId('acc'),
    kind: 'guest',
    displayName: '访客',
    ...(openid === undefined ? {} : { openid }),
    phoneMasked: null,
    claimed: [],
    claimedBy: null,
    roles: [],
    charityId: null,
    disabled: false,
    createdAt: now,
  }
}

export function createGuestSessions(parts: { store: IdentityStore; sessions: Sessions; wechat: WechatPort; clock: Clock }) {
  const { store, sessions, wechat, clock } = parts

  async function accountOfOpenid(openid: string): Promise<AccountDocument> {
    const found = await store.accountByOpenid(openid)
    if (found) return found
    const account = guestAccount(clock.now(), openid)
    if (await store.insertAccount(account)) return account
    const raced = await store.accountByOpenid(openid)
    if (!raced) throw new Error('an account with this openid vanished')
    return raced
  }

  async function resumeBrowser(context: RequestContext): Promise<Session | null> {
    try {
      return await sessions.refresh(undefined, 'resident', context)
    } catch (error) {
      if (error instanceof AppError && error.status === 401) return null
      throw error
    }
  }

  return {
    /** A WeChat user comes back to who they were (the resident signed in last, or their guest), a browser with a living cookie to its session; any other browser gets a new guest. */
    async open(request: { channel: 'weapp'; code: string } | { channel: 'h5' }, context: RequestContext): Promise<Session> {
      if (request.channel === 'weapp') {
        const { openid } = await wechat.openidOf(request.code)
        const wechatAccount = await accountOfOpenid(openid)
        const signedIn = wechatAccount.signedInAs ? await store.account(wechatAccount.signedInAs) : null
        return sessions.open(signedIn && !signedIn.disabled ? signedIn : wechatAccount, 'weapp', context, wechatAccount._id)
      }
      const resumed = await resumeBrowser(context)
      if (resumed) return resumed
      const account = guestAccount(clock.now())
      await store.insertAccount(account)
      return sessions.open(account, 'h5', context)
    },
  }
}
