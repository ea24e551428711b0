import type { FieldCipher, SealedField } from '../../../platform/crypto/field-cipher.ts'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { OfflineFields } from './catalogue.ts'
import type { OfflineConsentFacts } from './domain.ts'

export type OfflineRecord = Opened<OfflineConsentFacts, OfflineFields>
type StoredConsent = Stored<OfflineConsentFacts, OfflineFields>
export type OfflineProtector = Protector<OfflineConsentFacts, OfflineFields>
export type OfflineStore = ReturnType<typeof createOfflineStore>

export function createOfflineStore(db: Database, protector: OfflineProtector) {
  const consents = db.collection<StoredConsent>('offline_consents')
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('offline_consents', [
        { key: { path: 1, createdAt: -1, _id: -1 }, serves: 'consents taken in a place' },
        { key: { residentId: 1 }, serves: 'the consents taken of one person' },
        { key: { photoId: 1 }, unique: true, serves: 'one consent for one photo' },
      ])
    },
    async consent(id: string): Promise<OfflineRecord | null> {
      const stored = await consents.findOne({ _id: id } as Filter<StoredConsent>)
      return stored && protector.open(stored as StoredConsent)
    },
    async list(placeIds: readonly string[], position: ListPosition | null, limit: number): Promise<OfflineRecord[]> {
      const rows = await consents
        .find({ path: { $in: [...placeIds] }, ...afterPosition(position) } as Filter<StoredConsent>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
      return protector.openAll(rows as StoredConsent[])
    },
    /** The consents a worker took of someone at home. */
    async idsOf(residentId: string): Promise<string[]> {
      const rows = await consents.find({ residentId } as Filter<StoredConsent>, { projection: { _id: 1 } }).toArray()
      return rows.map(({ _id }) => String(_id))
    },
    /** @returns what an earlier run of the same request inserted; null when the photo belongs to another consent */
    async insert(consent: Plain<OfflineConsentFacts, OfflineFields>): Promise<OfflineRecord | null> {
      try {
        await consents.insertOne(protector.seal(consent) as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return this.consent(consent._id)
    },
    /** @returns null when it is no longer as it was seen */
    async decide(
      seen: { _id: string; rev: number },
      set: { state: 'refused' | 'confirmed'; decidedAt: Date; decidedBy: string; reason: string | null },
    ): Promise<OfflineRecord | null> {
      const { reason, ...plain } = set
      const changed = await consents.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'recorded' } as Filter<StoredConsent>,
        { $set: { ...plain, ...protector.sealSome(seen._id, { reason }) }, $inc: { rev: 1 } } as never,
        { returnDocument: 'after', ...durable },
      )
      return changed ? protector.open(changed as StoredConsent) : null
    },
  }
}

interface PhotoDocument {
  _id: string
  uploadedBy: string
  createdAt: Date
}

export type ConsentPhotoStore = ReturnType<typeof createConsentPhotoStore>

/** Photos of someone agreeing: bytes sealed in GridFS, for they show a person at home. */
export function createConsentPhotoStore(db: Database, cipher: FieldCipher) {
  const photos = db.collection<PhotoDocument>('consent_photos')
  const files = db.collection<{ filename: string }>('consent_photo_files.files')
  const bucket = db.bucket('consent_photo_files')
  const placeOf = (id: string) => ({ collection: 'consent_photo_files', id, field: 'file' })
  return {
    prepare: () => db.ensureIndexes('consent_photos', []),
    photo: (id: string) => photos.findOne({ _id: id }),
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put({ _id, ...rest }: PhotoDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: _id }))) {
        const sealed = JSON.stringify(cipher.seal(content.toString('base64'), placeOf(_id)))
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(_id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(sealed)
        })
      }
      await photos.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    /** @throws Error when the bytes were altered or moved */
    async read(id: string): Promise<Buffer> {
      const sealed = Buffer.concat(await bucket.openDownloadStreamByName(id).toArray()).toString('utf8')
      return Buffer.from(cipher.open(JSON.parse(sealed) as SealedField, placeOf(id)), 'base64')
    },
  }
}
