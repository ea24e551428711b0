import type { SignInStep, StaffRole } from '@minsheng/shared/contracts/identity'
import type { SealedField } from '../../platform/crypto/field-cipher.ts'
import { type Database, durable, isDuplicateKey } from '../../platform/db/index.ts'
import type { Channel, RefreshState } from './domain.ts'

export interface AccountDocument {
  _id: string
  kind: 'guest' | 'resident' | 'staff'
  displayName: string
  openid?: string
  phone?: SealedField
  /** Under each key there was when it was written; one, not in a list, in documents from before. */
  phoneIndex?: string | readonly string[]
  phoneMasked: string | null
  /** Guest accounts whose gifts this resident owns. */
  claimed: string[]
  /** The resident this guest became. */
  claimedBy: string | null
  /** WeChat accounts: the resident who signed in last on this WeChat; opened again at the next start, until signing out. */
  signedInAs?: string | null
  username?: string
  passwordHash?: string
  /** True until the person chose a password of their own. */
  mustChangePassword?: boolean
  passwordChangedAt?: Date
  totpSecret?: SealedField
  /** A secret whose first code has not been entered yet. */
  totpPending?: SealedField
  /** The newest time step a code was taken of; nothing up to it is taken again. */
  totpLastStep?: number
  totpSince?: Date
  recoveryHashes?: string[]
  /** Hashes of addresses this person signed in from lately: strangers elsewhere can't lock them out there. */
  knownAddresses?: string[]
  lastSignInAt?: Date
  /** Staff: the 浙政钉 account that signs in here; two people linked it. */
  zzdAccountId?: string
  /** A demo account of the feed; there are none in production. */
  demo?: boolean
  roles: StaffRole[]
  charityId: string | null
  /** Absent in accounts from before places. */
  placeIds?: string[]
  disabled: boolean
  createdAt: Date
}

export interface SessionDocument extends RefreshState {
  _id: string
  accountId: string
  channel: Channel
  /** The WeChat account that pays in this session; null outside WeChat. */
  wechatAccountId: string | null
  /** Steps of signing in that are not done yet. */
  owes?: SignInStep[]
  /** What the device calls itself, in words. */
  device?: string
  /** When whoever holds it last proved by a code that the phone is theirs; absent while they have not. */
  provenAt?: Date
  rev: number
  createdAt: Date
  usedAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

/** Tries at one user name, whether or not anyone bears it: what is locked must not tell who exists. */
export interface SignInAttemptsDocument {
  _id: string
  /** Whose tries these are, hashed where it is a name. */
  of: string
  failures: number
  lockedUntil: Date | null
  forgetAt: Date
}

export interface SmsCodeDocument {
  _id: string
  codeHash: string
  sentAt: Date
  expiresAt: Date
  attempts: number
  /** Sent since `dayStartedAt`. */
  sentToday: number
  dayStartedAt: Date
  forgetAt: Date
}

export type IdentityStore = ReturnType<typeof createIdentityStore>

export function createIdentityStore(db: Database) {
  const accounts = db.collection<AccountDocument>('accounts')
  const sessions = db.collection<SessionDocument>('sessions')
  const attempts = db.collection<SignInAttemptsDocument>('sign_in_attempts')
  const smsCodes = db.collection<SmsCodeDocument>('sms_codes')
  return {
    /** Staff who may sign in and whose role holds in one of these places. */
    staffIn: (placeIds: readonly string[]) =>
      accounts
        .find({ kind: 'staff', disabled: false, placeIds: { $in: [...placeIds] } })
        .project<Pick<AccountDocument, '_id' | 'displayName' | 'placeIds' | 'roles'>>({ displayName: 1, placeIds: 1, roles: 1 })
        .limit(500)
        .toArray(),
    /** Staff of a charity who may sign in. */
    staffOfCharity: (charityId: string) =>
      accounts.find({ charityId, kind: 'staff', disabled: false }, { projection: { roles: 1 }, limit: 500 }).toArray(),
    async prepare() {
      await db.ensureIndexes('accounts', [
        { key: { openid: 1 }, unique: true, sparse: true, serves: 'the account of a WeChat user' },
        { key: { phoneIndex: 1 }, unique: true, sparse: true, serves: 'the account of a phone number' },
        { key: { username: 1 }, unique: true, sparse: true, serves: 'staff sign-in' },
        { key: { zzdAccountId: 1 }, unique: true, sparse: true, serves: 'staff who come from 浙政钉' },
        { key: { placeIds: 1 }, sparse: true, serves: 'who works in a place' },
        { key: { charityId: 1 }, partialFilterExpression: { charityId: { $type: 'string' } }, serves: 'who works for a charity' },
      ])
      await db.ensureIndexes('sessions', [
        { key: { accountId: 1 }, serves: 'all sessions of a person' },
        { key: { expiresAt: 1 }, expireAfterSeconds: 7 * 24 * 3600, serves: 'forgetting ended sessions' },
      ])
      await db.ensureIndexes('sign_in_attempts', [
        { key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting tries at passwords' },
        { key: { of: 1 }, serves: 'unlocking one person' },
      ])
      await db.ensureIndexes('sms_codes', [{ key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting codes' }])
    },
    account: (id: string) => accounts.findOne({ _id: id }),
    async claimers(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = await accounts
        .find({ _id: { $in: [...ids] }, claimedBy: { $type: 'string' } }, { projection: { claimedBy: 1 } })
        .toArray()
      return new Map(found.flatMap(({ _id, claimedBy }) => (claimedBy ? [[_id, claimedBy] as const] : [])))
    },
    accountByOpenid: (openid: string) => accounts.findOne({ openid }),
    async openidsOf(ids: readonly string[]): Promise<{ accountId: string; openid: string }[]> {
      const found = await accounts.find({ _id: { $in: [...ids] }, openid: { $type: 'string' } }, { projection: { openid: 1 } }).toArray()
      return found.flatMap(({ _id, openid }) => (openid ? [{ accountId: _id, openid }] : []))
    },
    /** @param indexes of the number, under each key */
    accountByPhone: (indexes: readonly string[]) => accounts.findOne({ phoneIndex: { $in: [...indexes] } }),
    /** Staff by user name or display name. */
    staffNamed: (text: string) =>
      accounts
        .find({ kind: 'staff', $or: [{ username: text }, { displayName: text }] })
        .limit(50)
        .toArray(),
    accountsOf: (ids: readonly string[]) => accounts.find({ _id: { $in: [...ids] } }).toArray(),
    accountByZzd: (zzdAccountId: string) => accounts.findOne({ zzdAccountId, kind: 'staff' }),
    accountByUsername: (username: string) => accounts.findOne({ username }),
    /** Inserts unless one with the same unique field came first; false then. */
    async insertAccount(account: AccountDocument): Promise<boolean> {
      try {
        await accounts.insertOne(account, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** Gives what the guest owns to the first resident who claims it; repeating it changes nothing. */
    async claimGuest(guestId: string, residentId: string): Promise<void> {
      const claimed = await accounts.updateOne(
        { _id: guestId, claimedBy: { $in: [null, residentId] } },
        { $set: { claimedBy: residentId } },
        durable,
      )
      if (claimed.matchedCount === 1) await accounts.updateOne({ _id: residentId }, { $addToSet: { claimed: guestId } }, durable)
    },
    signInAttempts: (id: string) => attempts.findOne({ _id: id }),
    /** Counts one more try; false when another was counted since `seen` was read. */
    async countSignInAttempt(seen: SignInAttemptsDocument | null, next: SignInAttemptsDocument): Promise<boolean> {
      const { _id, ...rest } = next
      if (seen) return (await attempts.updateOne({ _id, failures: seen.failures }, { $set: rest }, durable)).modifiedCount === 1
      try {
        await attempts.insertOne(next, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async giveBackAttempt(id: string): Promise<void> {
      await attempts.updateOne({ _id: id, failures: { $gt: 0 } }, { $inc: { failures: -1 }, $set: { lockedUntil: null } }, durable)
    },
    async forgetAttemptsOf(of: readonly string[]): Promise<void> {
      await attempts.deleteMany({ of: { $in: [...of] } }, durable)
    },
    /** Of these, those someone must wait for now. */
    async lockedAmong(of: readonly string[], now: Date): Promise<ReadonlySet<string>> {
      return new Set((await attempts.find({ of: { $in: [...of] }, lockedUntil: { $gt: now } }).toArray()).map((row) => row.of))
    },
    async putTotpPending(id: string, totpPending: SealedField): Promise<void> {
      await accounts.updateOne({ _id: id }, { $set: { totpPending } }, durable)
    },
    /** Makes the pending secret the account's; false when another was begun meanwhile. */
    async enrolTotp(
      id: string,
      pending: SealedField,
      made: Required<Pick<AccountDocument, 'totpSecret' | 'totpLastStep' | 'totpSince' | 'recoveryHashes'>>,
    ): Promise<boolean> {
      const filter = { _id: id, 'totpPending.ct': pending.ct, totpSecret: { $exists: false } }
      return (await accounts.updateOne(filter, { $set: made, $unset: { totpPending: '' } }, durable)).modifiedCount === 1
    },
    /** Uses a time step up; false when it or a later one was used. */
    async takeTotpStep(id: string, step: number): Promise<boolean> {
      const filter = { _id: id, $or: [{ totpLastStep: { $lt: step } }, { totpLastStep: { $exists: false } }] }
      return (await accounts.updateOne(filter, { $set: { totpLastStep: step } }, durable)).modifiedCount === 1
    },
    /** @param hashes of one code, under each key */
    async useRecoveryCode(id: string, hashes: readonly string[]): Promise<boolean> {
      const one = { $in: [...hashes] }
      return (await accounts.updateOne({ _id: id, recoveryHashes: one }, { $pull: { recoveryHashes: one } }, durable)).modifiedCount === 1
    },
    async changePassword(id: string, before: string, passwordHash: string, at: Date): Promise<boolean> {
      const $set = { passwordHash, passwordChangedAt: at, mustChangePassword: false }
      return (await accounts.updateOne({ _id: id, passwordHash: before }, { $set }, durable)).modifiedCount === 1
    },
    async signedInFrom(id: string, knownAddresses: string[], at: Date): Promise<void> {
      await accounts.updateOne({ _id: id }, { $set: { knownAddresses, lastSignInAt: at } }, durable)
    },
    async setOwes(sessionId: string, owes: SignInStep[]): Promise<void> {
      await sessions.updateOne({ _id: sessionId, revokedAt: null }, { $set: { owes } }, durable)
    },
    livingSessions: (accountId: string, now: Date) =>
      sessions
        .find({ accountId, revokedAt: null, expiresAt: { $gt: now } })
        .sort({ usedAt: -1 })
        .limit(100)
        .toArray(),
    async forgetSignInAttempts(id: string): Promise<void> {
      await attempts.deleteOne({ _id: id }, durable)
    },
    /** Creates or renews; an account that was disabled stays so. */
    async upsertStaff(account: AccountDocument): Promise<void> {
      const { _id, createdAt, disabled, ...rest } = account
      await accounts.updateOne({ _id }, { $set: rest, $setOnInsert: { createdAt, disabled } }, { upsert: true, ...durable })
    },
    async setSignedInAs(wechatAccountId: string, residentId: string | null): Promise<void> {
      await accounts.updateOne({ _id: wechatAccountId }, { $set: { signedInAs: residentId } }, durable)
    },
    session: (id: string) => sessions.findOne({ _id: id }),
    prove: (id: string, at: Date) => sessions.updateOne({ _id: id, revokedAt: null }, { $set: { provenAt: at } }, durable),
    sessionsOf: (accountId: string, most: number) => sessions.find({ accountId }).sort({ usedAt: -1 }).limit(most).toArray(),
    /** Takes from these accounts all that tells whose they were; nobody comes in by them again. Harmless to repeat. */
    async close(accountIds: readonly string[], at: Date): Promise<void> {
      await accounts.updateMany({ signedInAs: { $in: [...accountIds] } }, { $set: { signedInAs: null } }, durable)
      await accounts.updateMany(
        { _id: { $in: [...accountIds] } },
        { $set: { displayName: '已注销', phoneMasked: null, disabled: true }, $unset: { phone: 1, phoneIndex: 1, openid: 1 } },
        durable,
      )
      await sessions.updateMany({ accountId: { $in: [...accountIds] }, revokedAt: null }, { $set: { revokedAt: at } }, durable)
    },
    insertSession: (session: SessionDocument) => sessions.insertOne(session, durable),
    /** Replaces the refresh state if nobody else did meanwhile. */
    async rotateSession(id: string, rev: number, next: RefreshState, usedAt: Date, expiresAt: Date): Promise<boolean> {
      const result = await sessions.updateOne(
        { _id: id, rev, revokedAt: null },
        { $set: { ...next, usedAt, expiresAt }, $inc: { rev: 1 } },
        durable,
      )
      return result.modifiedCount === 1
    },
    async revokeSession(id: string, at: Date): Promise<void> {
      await sessions.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } }, durable)
    },
    async revokeSessionsOf(accountId: string, at: Date): Promise<void> {
      await sessions.updateMany({ accountId, revokedAt: null }, { $set: { revokedAt: at } }, durable)
    },
    /** Codes sent to a number, newest first; more than one while the index key is changed. */
    smsCodes: (ids: readonly string[]) =>
      smsCodes
        .find({ _id: { $in: [...ids] } })
        .sort({ sentAt: -1 })
        .toArray(),
    /** Writes the code unless another send for the number came within the pause; false then. */
    async putSmsCode(code: SmsCodeDocument, notSentAfter: Date): Promise<boolean> {
      const { _id, ...rest } = code
      try {
        const result = await smsCodes.updateOne({ _id, sentAt: { $lte: notSentAfter } }, { $set: rest }, { upsert: true, ...durable })
        return result.matchedCount + result.upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** Undoes the count of a code that could not be sent, unless another was sent meanwhile. */
    async returnSmsSlot(id: string, codeHash: string, before: { sentAt: Date; sentToday: number }): Promise<void> {
      await smsCodes.updateOne({ _id: id, codeHash }, { $set: before }, durable)
    },
    /** Counts one try and returns the code as it was; null when there is none. */
    trySmsCode: (id: string) => smsCodes.findOneAndUpdate({ _id: id }, { $inc: { attempts: 1 } }, { returnDocument: 'before', ...durable }),
    /** Uses the code up; false when it was already used. */
    async useSmsCode(id: string, codeHash: string): Promise<boolean> {
      const result = await smsCodes.updateOne({ _id: id, codeHash }, { $set: { codeHash: '' } }, durable)
      return result.modifiedCount === 1
    },
  }
}
