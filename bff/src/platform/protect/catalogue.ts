import type { Secret } from '@minsheng/shared/units/secret'
import { declareKeeping, type Keeping } from './keeping.ts'
import type { Sealed } from './seal.ts'

/** What a field tells about a person. */
export type FieldClass = 'identity' | 'contact' | 'location' | 'family' | 'welfare' | 'record'

/**
 * What people typed freely inside a list or a block, such as why something was changed: it may hold a name, a number or an
 * illness, so it is sealed wherever it stands there. Whoever may read the record reads it whole.
 */
export interface InnerWords {
  title: string
  class: FieldClass
  level: 3 | 4
}

/**
 * A field with its level: 1 open, 2 internal, 3 sensitive, 4 highly sensitive. From 3 on it is sealed in the database and
 * masked on every screen until someone gives a purpose; how it is masked has to be said, or it does not compile.
 * @remarks GB/T 43697-2024 and the four levels of DB33/T 2351-2021.
 */
export type FieldSpec =
  | { title: string; class: FieldClass; level: 1 | 2; words?: Readonly<Record<string, InnerWords>> }
  | { title: string; class: FieldClass; level: 3 | 4; mask: (value: string) => string }

type Fields<T> = Record<Exclude<keyof T, '_id'>, FieldSpec>
type WordsOf<S> = S extends { words: infer W } ? keyof W : never
/** With what is typed inside it sealed; in clear in what was written before that. */
type WordsSealed<V, W> = V extends readonly (infer E)[]
  ? WordsSealed<E, W>[]
  : V extends object
    ? { [P in keyof V]: P extends W ? V[P] | Sealed : V[P] }
    : V
type SealedNames<F> = { [K in keyof F]: F[K] extends { level: 3 | 4 } ? K : never }[keyof F]

/** Every field of a collection with class, level and title; what follows from the level is done by the protector. */
export interface Catalogue<F extends Record<string, FieldSpec> = Record<string, FieldSpec>> {
  collection: string
  fields: F
}

/** Each catalogue that any feature declared: the page of fields can't leave one out. */
const declared = new Map<string, { catalogue: Catalogue; keeping: Keeping }>()
export const declaredCatalogues = () => [...declared.values()]

/** Declares a collection's fields, every key of the document type, and how long it is kept: less does not compile. */
export function catalogue<T extends object>() {
  return <const F extends Fields<T>>(collection: string, fields: F, keeping: Keeping): { collection: string; fields: F } => {
    declared.set(collection, { catalogue: { collection, fields: fields as Record<string, FieldSpec> }, keeping })
    declareKeeping([collection], keeping)
    return { collection, fields }
  }
}

/** A document as the feature writes it: sealed fields as plain text. */
export type Plain<T, F> = { [K in keyof T]: K extends SealedNames<F> ? (null extends T[K] ? string | null : string) : T[K] }
/** A document as it lies in the database. */
export type Stored<T, F> = {
  [K in keyof T]: K extends SealedNames<F>
    ? null extends T[K]
      ? Sealed | null
      : Sealed
    : K extends keyof F
      ? [WordsOf<F[K]>] extends [never]
        ? T[K]
        : WordsSealed<T[K], WordsOf<F[K]>>
      : T[K]
}
/** A document as the feature reads it. */
export type Opened<T, F> = { [K in keyof T]: K extends SealedNames<F> ? (null extends T[K] ? Secret | null : Secret) : T[K] }

/** Names of the fields that are sealed. */
export function sealedFields({ fields }: Catalogue): string[] {
  return Object.entries(fields)
    .filter(([, spec]) => spec.level >= 3)
    .map(([name]) => name)
}

/** Names of what is sealed inside other fields, by field. */
export function innerWords({ fields }: Catalogue): [field: string, words: readonly string[]][] {
  return Object.entries(fields).flatMap(([name, spec]) => ('words' in spec && spec.words ? [[name, Object.keys(spec.words)]] : []))
}
