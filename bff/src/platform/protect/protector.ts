import { createHmac, hkdfSync } from 'node:crypto'
import { secret } from '@minsheng/shared/units/secret'
import type { KeyRing } from '../crypto/keyring.ts'
import { type FieldSpec, type Opened, type Plain, type Stored, sealedFields } from './catalogue.ts'
import type { DataKeys } from './data-keys.ts'
import { isSealed, keyNumberOf, openWith, type Sealed, sealWith } from './seal.ts'

/** Seals and opens the documents of one collection as its catalogue says. */
export interface Protector<T extends { _id: string }, F> {
  prepare(): Promise<void>
  /** @throws Error when the document has a field the catalogue doesn't know: nothing slips in unclassified */
  seal(plain: Plain<T, F>): Stored<T, F>
  /** Some fields of the document with this id, for an update. */
  sealSome(id: string, some: Partial<Plain<T, F>>): Partial<Stored<T, F>>
  open(stored: Stored<T, F>): Promise<Opened<T, F>>
  /** Opens sealed fields with others left out, as a projection gives them. */
  openAll(rows: Stored<T, F>[]): Promise<Opened<T, F>[]>
  /** Blind index of a whole value: the same for the same text, meaningless without the key. */
  exact(field: string, value: string): string
  /** A shorter one for many parts of a value; what is found by it is opened and compared. */
  token(field: string, value: string): string
  /** True when a sealed field is not of the newest data key. */
  isStale(stored: Stored<T, F>): boolean
}

export function createProtector<T extends { _id: string }, F>(
  list: { collection: string; fields: F },
  dataKeys: DataKeys,
  keys: KeyRing,
): Protector<T, F> {
  const { collection, fields } = list
  const specs = fields as Record<string, FieldSpec>
  const sealed = sealedFields({ collection, fields: specs })
  const indexKeys = new Map<string, Buffer>()

  function indexKey(field: string): Buffer {
    const known = indexKeys.get(field)
    if (known) return known
    const made = Buffer.from(hkdfSync('sha256', Buffer.from(keys.blindIndex.secret, 'base64'), '', `${collection}|${field}`, 32))
    indexKeys.set(field, made)
    return made
  }
  const hmac = (field: string, value: string) => createHmac('sha256', indexKey(field)).update(value.normalize('NFKC')).digest()

  function sealFields(id: string, given: object): Record<string, unknown> {
    const { number, secret: key } = dataKeys.current(collection)
    return Object.fromEntries(
      Object.entries(given).map(([name, value]: [string, unknown]) => {
        if (name === '_id') return [name, value]
        const spec = specs[name]
        if (!spec) throw new Error(`${collection}.${name} is not in the catalogue`)
        if (spec.level < 3 || value === null || value === undefined) return [name, value]
        return [name, sealWith(key, number, String(value), { collection, id, field: name })]
      }),
    )
  }

  const sealedOf = (stored: object): Sealed[] => sealed.map((name) => (stored as Record<string, unknown>)[name]).filter(isSealed)

  /** Another process may have rotated since: its data key is fetched before it is needed. */
  async function learnKeys(rows: object[]): Promise<void> {
    const unknown = rows.some((row) => sealedOf(row).some((field) => dataKeys.byNumber(collection, keyNumberOf(field)) === null))
    if (unknown) await dataKeys.refresh(collection)
  }

  function openRow(stored: Stored<T, F>): Opened<T, F> {
    const row = { ...stored } as Record<string, unknown>
    for (const name of sealed) {
      const value = row[name]
      const spec = specs[name]
      if (!isSealed(value) || !spec || !('mask' in spec)) continue
      const key = dataKeys.byNumber(collection, keyNumberOf(value))
      if (!key) throw new Error(`data key ${collection}.${keyNumberOf(value)} is missing`)
      row[name] = secret(openWith(key, value, { collection, id: String(row._id), field: name }), spec.mask)
    }
    return row as Opened<T, F>
  }

  return {
    prepare: () => dataKeys.prepare(collection),
    seal: (plain) => sealFields(plain._id as string, plain) as Stored<T, F>,
    sealSome: (id, some) => sealFields(id, some) as Partial<Stored<T, F>>,
    async open(stored) {
      await learnKeys([stored])
      return openRow(stored)
    },
    async openAll(rows) {
      await learnKeys(rows)
      return rows.map(openRow)
    },
    exact: (field, value) => hmac(field, value).subarray(0, 16).toString('base64url'),
    token: (field, value) => hmac(field, value).subarray(0, 9).toString('base64url'),
    isStale: (stored) => sealedOf(stored).some((field) => keyNumberOf(field) !== dataKeys.current(collection).number),
  }
}
