import type { FurtherChannel, MessageKind, QuietHours } from '@minsheng/shared/contracts/message'
import { type Database, durable } from '../../../platform/db/index.ts'
import { routingRules } from '../routing/domain.ts'

interface SettingsDocument {
  /** The account that said so. */
  _id: string
  quietHours: QuietHours | null
  off: { kind: MessageKind; channels: FurtherChannel[] }[]
  changedAt: Date
}
export interface Wishes {
  quietHours: QuietHours | null
  off(kind: MessageKind): readonly FurtherChannel[]
}
export type SettingsStore = ReturnType<typeof createSettingsStore>

export function createSettingsStore(db: Database) {
  const settings = db.collection<SettingsDocument>('message_settings')
  return {
    prepare: () => db.ensureIndexes('message_settings', []),
    /** What a person wants: the latest word of any of their accounts; without one, quiet nights and every way. */
    async of(accountIds: readonly string[]): Promise<Wishes> {
      const found = await settings
        .find({ _id: { $in: [...accountIds] } })
        .sort({ changedAt: -1 })
        .limit(1)
        .next()
      return {
        quietHours: found ? found.quietHours : { ...routingRules.quietHours },
        off: (kind) => found?.off.find((one) => one.kind === kind)?.channels ?? [],
      }
    },
    /** The wishes of accounts that are closed. */
    async forget(accountIds: readonly string[]): Promise<void> {
      await settings.deleteMany({ _id: { $in: [...accountIds] } }, durable)
    },
    async put({ _id, ...rest }: SettingsDocument): Promise<void> {
      await settings.updateOne({ _id }, { $set: rest }, { upsert: true, ...durable })
    },
  }
}
