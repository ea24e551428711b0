import { createHmac, hkdfSync } from 'node:crypto'
import { secret } from '@minsheng/shared/units/secret'
import { identitySecretOf, type KeyRing, madeOf } from '../crypto/keyring.ts'
import { type FieldSpec, innerWords, type Opened, type Plain, type Stored, sealedFields } from './catalogue.ts'
import type { DataKeys } from './data-keys.ts'
import { isSealed, keyNumberOf, openWith, type Sealed, sealWith } from './seal.ts'

/** Seals and opens the documents of one collection as its catalogue says. */
export interface Protector<T extends { _id: string }, F> {
  prepare(): Promise<void>
  /** @throws Error when the document has a field the catalogue doesn't know: nothing slips in unclassified */
  seal(plain: Plain<T, F>): Stored<T, F>
  /** Some fields of the document with this id, for an update. */
  sealSome(id: string, some: Partial<Plain<T, F>>): Partial<Stored<T, F>>
  /** One entry that is added to a list of the document with this id, what people typed in it sealed. */
  sealEntry<K extends keyof T & string>(id: string, field: K, entry: Entry<T[K]>): Entry<Stored<T, F>[K]>
  open(stored: Stored<T, F>): Promise<Opened<T, F>>
  /** Opens sealed fields with others left out, as a projection gives them. */
  openAll(rows: Stored<T, F>[]): Promise<Opened<T, F>[]>
  /** Blind index of a whole value: the same for the same text, meaningless without the key. */
  exact(field: string, value: string): string
  /** Under each index key in use, the making one first: while it is changed, things are found by either. */
  exactAny(field: string, value: string): string[]
  /** A shorter one for many parts of a value; what is found by it is opened and compared. */
  token(field: string, value: string): string
  tokenAny(field: string, value: string): string[]
  /** True while an index may be of one key or of another. */
  isIndexKeyChanging(): boolean
  /** True when a sealed field is not of the newest data key. */
  isStale(stored: Stored<T, F>): boolean
}

/** One of a list, or the thing itself. */
type Entry<V> = V extends readonly (infer E)[] ? E : NonNullable<V>

/** Bytes of an index of a whole value, and of a part. */
const [EXACT, TOKEN] = [16, 9]

/** A list or a block with some of its fields put through a change; anything else stays as it is. */
function withWords(value: unknown, words: readonly string[] | undefined, change: (value: unknown, word: string) => unknown): unknown {
  if (!words || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((entry) => withWords(entry, words, change))
  const block = value as Record<string, unknown>
  return { ...block, ...Object.fromEntries(words.filter((word) => word in block).map((word) => [word, change(block[word], word)])) }
}

export function createProtector<T extends { _id: string }, F>(
  list: { collection: string; fields: F },
  dataKeys: DataKeys,
  keys: KeyRing,
  /** `identity`: what is made of a value is a number of ours for good, under a key that is never changed. */
  indexes: 'search' | 'identity' = 'search',
): Protector<T, F> {
  const { collection, fields } = list
  const specs = fields as Record<string, FieldSpec>
  const sealed = sealedFields({ collection, fields: specs })
  const inner = new Map(innerWords({ collection, fields: specs }))
  const indexKeysOf = (secrets: readonly string[]) =>
    secrets.map((secretKey) => ({ from: Buffer.from(secretKey, 'base64'), byField: new Map<string, Buffer>() }))
  const searching = madeOf(
    () => keys.blindIndex,
    (list) => indexKeysOf(list.map((key) => key.secret)),
  )
  const identifying = madeOf(
    () => identitySecretOf(keys),
    (secretKey) => indexKeysOf([secretKey]),
  )
  type IndexKey = ReturnType<typeof searching>[number]

  function hmac({ from, byField }: IndexKey, field: string, value: string, bytes: number): string {
    const key = byField.get(field) ?? Buffer.from(hkdfSync('sha256', from, '', `${collection}|${field}`, 32))
    byField.set(field, key)
    return createHmac('sha256', key).update(value.normalize('NFKC')).digest().subarray(0, bytes).toString('base64url')
  }
  const any = (field: string, value: string, bytes: number) =>
    (indexes === 'identity' ? identifying() : searching()).map((key) => hmac(key, field, value, bytes))

  function sealFields(id: string, given: object): Record<string, unknown> {
    const { number, secret: key } = dataKeys.current(collection)
    return Object.fromEntries(
      Object.entries(given).map(([name, value]: [string, unknown]) => {
        if (name === '_id') return [name, value]
        const spec = specs[name]
        if (!spec) throw new Error(`${collection}.${name} is not in the catalogue`)
        if (value === null || value === undefined) return [name, value]
        if (spec.level < 3) return [name, sealInside(id, name, value)]
        return [name, sealWith(key, number, String(value), { collection, id, field: name })]
      }),
    )
  }

  const sealInside = (id: string, field: string, value: unknown): unknown =>
    withWords(value, inner.get(field), (text, word) => {
      if (typeof text !== 'string') return text
      const { number, secret: key } = dataKeys.current(collection)
      return sealWith(key, number, text, { collection, id, field: word })
    })

  function sealedOf(stored: object): Sealed[] {
    const row = stored as Record<string, unknown>
    const found: unknown[] = sealed.map((name) => row[name])
    for (const [field, words] of inner) withWords(row[field], words, (value) => found.push(value))
    return found.filter(isSealed)
  }

  /** Another process may have rotated since: its data key is fetched before it is needed. */
  async function learnKeys(rows: object[]): Promise<void> {
    const unknown = rows.some((row) => sealedOf(row).some((field) => dataKeys.byNumber(collection, keyNumberOf(field)) === null))
    if (unknown || dataKeys.isOld(collection)) await dataKeys.refresh(collection)
  }

  /** What is no sealed field stays as it is: it was written before the field was sealed, or there is none. */
  function textOf(value: unknown, id: string, field: string): unknown {
    if (!isSealed(value)) return value
    const key = dataKeys.byNumber(collection, keyNumberOf(value))
    if (!key) throw new Error(`data key ${collection}.${keyNumberOf(value)} is missing`)
    return openWith(key, value, { collection, id, field })
  }

  function openRow(stored: Stored<T, F>): Opened<T, F> {
    const row = { ...stored } as Record<string, unknown>
    const id = String(row._id)
    for (const name of sealed) {
      const spec = specs[name]
      const text = textOf(row[name], id, name)
      if (typeof text === 'string' && spec && 'mask' in spec) row[name] = secret(text, spec.mask)
    }
    for (const [field, words] of inner)
      if (row[field] !== undefined) row[field] = withWords(row[field], words, (value, word) => textOf(value, id, word))
    return row as Opened<T, F>
  }

  return {
    prepare: () => dataKeys.prepare(collection),
    seal: (plain) => sealFields(plain._id as string, plain) as Stored<T, F>,
    sealSome: (id, some) => sealFields(id, some) as Partial<Stored<T, F>>,
    sealEntry: (id, field, entry) => sealInside(id, field, entry) as never,
    async open(stored) {
      await learnKeys([stored])
      return openRow(stored)
    },
    async openAll(rows) {
      await learnKeys(rows)
      return rows.map(openRow)
    },
    exact: (field, value) => any(field, value, EXACT)[0] ?? '',
    exactAny: (field, value) => any(field, value, EXACT),
    token: (field, value) => any(field, value, TOKEN)[0] ?? '',
    tokenAny: (field, value) => any(field, value, TOKEN),
    isIndexKeyChanging: () => searching().length > 1,
    isStale: (stored) => sealedOf(stored).some((field) => keyNumberOf(field) !== dataKeys.current(collection).number),
  }
}
