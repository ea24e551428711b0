import type { RealName } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { maskName } from '@minsheng/shared/units/secret'
import type { RealNamePort } from '../../../ports/real-name.ts'
import type { Send } from '../../message/index.ts'
import type { OwnRecords } from '../../people/index.ts'
import type { Link } from '../link.ts'
import type { RealNameDocument, RealNameStore } from './store.ts'
import { realNameText } from './text.ts'

/** Counts tries, and makes whoever was wrong too often wait. */
export interface Tries {
  count(id: string, of: string, words: string, free?: number): Promise<void>
  giveBack(id: string): Promise<void>
  forget(id: string): Promise<void>
}

interface RealNameParts {
  names: RealNameStore
  port: RealNamePort
  own: Pick<OwnRecords, 'byCard' | 'contact'>
  tries: Tries
  /** A number in a form that can be counted by but not read. */
  hideNumber: (idNumber: string) => string
  phoneNumber: (accountId: string) => Promise<string | null>
  link: (accountId: string) => Promise<Link>
  send: Send
  clock: Clock
}

const WORDS = '填错的次数太多。请对照身份证，过一会儿再试；也可以到社区请工作人员帮忙'
/** People of one household may share a phone, and each of them may mistype their own number. */
const FREE_TRIES = { account: 5, number: 5 } as const

export type RealNameDesk = ReturnType<typeof createRealNameDesk>

/** 实名认证: that an account's holder is a certain person, by name and number, and which of the bureau's records is theirs. */
export function createRealNameDesk(parts: RealNameParts) {
  const { names, port, own, tries, hideNumber, phoneNumber, link, send, clock } = parts

  /** The account's own phone is the one on record: nobody else with the card in hand can say that. */
  async function hasPhoneOf(accountId: string, residentId: string): Promise<boolean> {
    const [phone, contact] = await Promise.all([phoneNumber(accountId), own.contact(residentId)])
    return phone !== null && contact?.phone === phone
  }

  /** Another account of the same person gives way to the one whose phone is on record. @throws AppError `real_name_taken` */
  async function takeOver(accountId: string, residentId: string): Promise<void> {
    const holder = await names.ofResident(residentId)
    if (!holder || holder._id === accountId) return
    if (!(await hasPhoneOf(accountId, residentId))) throw new AppError('real_name_taken')
    await names.release(holder._id, residentId)
    await send({
      id: `real-name-moved:${holder._id}:${accountId}`,
      to: holder._id,
      kind: 'notice',
      title: '实名认证换到了另一个账号',
      body: '有人用登记的手机号，以同样的姓名和身份证号做了实名认证，所以这个账号不再是实名的。不是您本人办的，请拨打 12345。',
      link: '/packages/mine/real-name/index',
    })
  }

  async function put(row: RealNameDocument): Promise<void> {
    // Of two that come at once one is first, and the other asks who that was.
    for (let round = 0; round < 3; round += 1) {
      if (row.residentId) await takeOver(row._id, row.residentId)
      if (await names.put(row)) return
    }
    throw new AppError('real_name_taken')
  }

  async function keep(accountId: string, name: string, idNumber: string, how: Pick<RealNameDocument, 'by' | 'textVersion'>): Promise<void> {
    const [residentId = null, another] = await own.byCard(name, idNumber)
    await put({
      _id: accountId,
      residentId: another === undefined ? residentId : null,
      nameMasked: maskName(name),
      ...how,
      verifiedAt: clock.now(),
    })
  }

  async function show(accountId: string): Promise<RealName> {
    const row = await names.ofAccount(accountId)
    return {
      state: row ? 'verified' : 'none',
      nameMasked: row?.nameMasked ?? null,
      verifiedAt: row?.verifiedAt.toISOString() ?? null,
      link: row ? (await link(accountId)).state : null,
      mayVerify: !row?.residentId,
      text: realNameText,
    }
  }

  return {
    show,
    /**
     * Checks name and number with the hub, and finds the record.
     * @throws AppError `real_name_mismatch` | `real_name_unknown` | `real_name_taken` | `consent_text_changed` |
     *   `wrong_state` (verified before) | `too_many_requests` | `upstream_unavailable` (then the try does not count)
     */
    async verify(accountId: string, asked: { name: string; idNumber: string; textVersion: string }): Promise<RealName> {
      const { name, idNumber, textVersion } = asked
      if (textVersion !== realNameText.version) throw new AppError('consent_text_changed')
      if ((await names.ofAccount(accountId))?.residentId)
        throw new AppError('wrong_state', { detail: '这个账号已经实名认证过，不用再认证' })
      const counters = [
        { id: `real-name|${accountId}`, free: FREE_TRIES.account },
        { id: `real-name-number|${hideNumber(idNumber)}`, free: FREE_TRIES.number },
      ]
      for (const { id, free } of counters) await tries.count(id, id, WORDS, free)
      const verdict = await port.verifyRealName(name, idNumber).catch(async (error: unknown) => {
        for (const { id } of counters) await tries.giveBack(id)
        throw error
      })
      if (verdict !== 'match') throw new AppError(verdict === 'mismatch' ? 'real_name_mismatch' : 'real_name_unknown')
      await keep(accountId, name, idNumber, { by: 'form', textVersion })
      await names.wantedAgain(accountId)
      for (const { id } of counters) await tries.forget(id)
      return show(accountId)
    },
    /** What was agreed to can be taken back: the result goes, and whatever rests on it shuts. */
    async withdraw(accountId: string): Promise<RealName> {
      await names.withdraw(accountId, clock.now())
      return show(accountId)
    },
    /**
     * 浙里办 told who its user is. Someone who was verified before stays as they are; so does one whose name is taken elsewhere,
     * and one who took it back here: signing in must not bring back what they did not want.
     */
    async told(accountId: string, name: string, idNumber: string): Promise<void> {
      if ((await names.ofAccount(accountId))?.residentId || (await names.wasWithdrawn(accountId))) return
      try {
        await keep(accountId, name, idNumber, { by: 'zlb', textVersion: null })
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'real_name_taken')) throw error
      }
    },
    /** Which resident an account is by its real name, `null` within when it is none on record; null while it has no real name. */
    residentNamed: async (accountId: string): Promise<{ residentId: string | null } | null> => names.ofAccount(accountId),
    /** The account that a resident gave their real name to; null: none. */
    accountNamed: async (residentId: string): Promise<string | null> => (await names.ofResident(residentId))?._id ?? null,
  }
}
