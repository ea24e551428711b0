import { dated, sourceWords } from '@minsheng/shared/law/parameter'
import { logMonths, periodWords } from '@minsheng/shared/law/retention'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import type { IdentityStore } from './store.ts'

const channelWords = { weapp: '微信小程序', h5: '网页', admin: '管理后台', work: '小程序工作台' } as const
const MOST_SESSIONS = 200

/** The account itself and where it is signed in. */
export function accountHolding({ store, cipher, clock }: { store: IdentityStore; cipher: FieldCipher; clock: Clock }): HoldingPart {
  return {
    key: 'account',
    title: '账号和登录',
    purpose: '认得是您本人，换手机也能看到自己的东西',
    basis: '您登录时提供',
    get kept() {
      const today = shanghaiDate(clock.now())
      return `账号注销后删除手机号；登录记录至少保存 ${periodWords(logMonths, today)}，依据${sourceWords(dated(logMonths, today).source)}`
    },
    correctable: [],
    async show({ accountId }) {
      const [account, sessions] = await Promise.all([store.account(accountId), store.sessionsOf(accountId, MOST_SESSIONS)])
      const open = sessions.filter(({ revokedAt }) => revokedAt === null).length
      return {
        count: 1,
        rows: [
          { label: '手机号', value: account?.phoneMasked ?? '没有' },
          { label: '开始使用', value: account ? formatInstant(account.createdAt) : '' },
          { label: '登录着的地方', value: `${open} 处` },
        ],
      }
    },
    async rows({ accountId }) {
      const [account, sessions] = await Promise.all([store.account(accountId), store.sessionsOf(accountId, MOST_SESSIONS)])
      const phone = account?.phone ? cipher.open(account.phone, { collection: 'accounts', id: account._id, field: 'phone' }) : null
      return [
        { 项目: '手机号', 内容: phone, 时间: account ? formatInstant(account.createdAt) : null },
        ...sessions.map((session) => ({
          项目: '登录',
          内容: channelWords[session.channel],
          时间: `${formatInstant(session.createdAt)} 至 ${formatInstant(session.usedAt)}`,
        })),
      ]
    },
    gone: ['手机号、微信标识和登录状态'],
    forget: ({ ownerIds }, at) => store.close(ownerIds, at),
  }
}
