import type { StaffPosition } from '@minsheng/shared/contracts/identity'
import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import { maskPhone } from '../domain.ts'
import type { AccountDocument } from '../store.ts'
import type { RoleRequestFields } from './catalogue.ts'
import type { RoleRequestDocument } from './domain.ts'

export type { RoleRequestDocument }
export type RoleRequestProtector = Protector<RoleRequestDocument, RoleRequestFields>
type StoredRequest = Stored<RoleRequestDocument, RoleRequestFields>

type Decision = Pick<RoleRequestDocument, 'state' | 'note' | 'decidedById' | 'decidedAt'>
/** What an approved request changes of an account. */
type Effect = { staffId: string } & (StaffPosition | { zzdAccountId: string })
export type DecisionOutcome = 'decided' | 'was_decided' | 'account_closed' | 'zzd_taken'

/** Ends a transaction in which there is no one to change. */
class AccountClosed extends Error {}

export type DeskStore = ReturnType<typeof createDeskStore>

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function createDeskStore(db: Database, cipher: Pick<FieldCipher, 'seal'>, protector: RoleRequestProtector) {
  const accounts = db.collection<AccountDocument>('accounts')
  const requests = db.collection<StoredRequest>('role_requests')
  /** Whoever may see a request is told why. */
  const openedAll = async (rows: StoredRequest[]): Promise<RoleRequestDocument[]> =>
    (await protector.openAll(rows)).map(({ reason, note, ...rest }) => ({
      ...rest,
      reason: reason.reveal(),
      note: note?.reveal() ?? null,
    }))
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('role_requests', [
        { key: { state: 1, createdAt: -1 }, serves: 'requests that wait for a second person' },
        {
          key: { staffId: 1 },
          unique: true,
          partialFilterExpression: { state: 'open' },
          serves: 'one open request for a person',
        },
      ])
    },
    /** Sorted by user name. There are some hundred staff: no index helps a search in the middle of a name. */
    list: (text: string | undefined, after: string | null, limit: number) =>
      accounts
        .find({
          kind: 'staff',
          username: { $type: 'string', ...(after === null ? {} : { $gt: after }) },
          ...(text ? { $or: [{ username: { $regex: escaped(text) } }, { displayName: { $regex: escaped(text) } }] } : {}),
        })
        .sort({ username: 1 })
        .limit(limit + 1)
        .toArray(),
    staff: (id: string) => accounts.findOne({ _id: id, kind: 'staff' }, majorityRead),
    async setPosition(id: string, { roles, charityId, placeIds }: StaffPosition): Promise<void> {
      await accounts.updateOne({ _id: id, kind: 'staff' }, { $set: { roles, charityId, placeIds } }, durable)
    },
    /** False when it is somebody else's. */
    async setZzd(id: string, zzdAccountId: string | null): Promise<boolean> {
      try {
        const change = zzdAccountId === null ? { $unset: { zzdAccountId: '' as const } } : { $set: { zzdAccountId } }
        await accounts.updateOne({ _id: id, kind: 'staff' }, change, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async setPhone(id: string, phone: string | null): Promise<void> {
      const change =
        phone === null
          ? { $unset: { phone: '' as const }, $set: { phoneMasked: null } }
          : { $set: { phone: cipher.seal(phone, { collection: 'accounts', id, field: 'phone' }), phoneMasked: maskPhone(phone) } }
      await accounts.updateOne({ _id: id, kind: 'staff' }, change, durable)
    },
    async setDisabled(id: string, disabled: boolean): Promise<boolean> {
      return (
        (await accounts.updateOne({ _id: id, kind: 'staff', disabled: !disabled }, { $set: { disabled } }, durable)).modifiedCount === 1
      )
    },
    async resetSignIn(id: string, secondFactor: boolean, passwordHash: string | null): Promise<void> {
      await accounts.updateOne(
        { _id: id, kind: 'staff' },
        {
          ...(passwordHash === null ? {} : { $set: { passwordHash, mustChangePassword: true } }),
          ...(secondFactor ? { $unset: { totpSecret: '', totpPending: '', totpLastStep: '', totpSince: '', recoveryHashes: '' } } : {}),
        },
        durable,
      )
    },
    /** False while another request for the same person is open. */
    async insertRequest(request: RoleRequestDocument): Promise<boolean> {
      try {
        await requests.insertOne(protector.seal(request), durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async request(id: string): Promise<RoleRequestDocument | null> {
      const found = await requests.findOne({ _id: id }, majorityRead)
      return found && ((await openedAll([found]))[0] ?? null)
    },
    /** Decides a request and does what it asked for, both or neither. */
    async decide(id: string, decision: Decision, effect: Effect | null): Promise<DecisionOutcome> {
      try {
        return await db.transaction(async (session) => {
          const decided = await requests.updateOne({ _id: id, state: 'open' }, { $set: protector.sealSome(id, decision) }, { session })
          if (decided.modifiedCount !== 1) return 'was_decided'
          if (effect === null) return 'decided'
          const { staffId, ...set } = effect
          const changed = await accounts.updateOne({ _id: staffId, kind: 'staff', disabled: false }, { $set: set }, { session })
          if (changed.matchedCount !== 1) throw new AccountClosed()
          return 'decided'
        })
      } catch (error) {
        if (error instanceof AccountClosed) return 'account_closed'
        if (isDuplicateKey(error)) return 'zzd_taken'
        throw error
      }
    },
    listRequests: async (state: RoleRequestDocument['state'], after: Record<string, unknown>, limit: number) =>
      openedAll(
        await requests
          .find({ state, ...after })
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    async waiting(staffIds: readonly string[]): Promise<ReadonlySet<string>> {
      return new Set((await requests.find({ staffId: { $in: [...staffIds] }, state: 'open' }).toArray()).map((row) => row.staffId))
    },
    async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await accounts.find({ _id: { $in: [...ids] } }, { projection: { displayName: 1 } }).toArray()
      return new Map(rows.map((row) => [row._id, row.displayName]))
    },
  }
}
