import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { Reading } from './copy.ts'

/** Places whose people are counted; null: everywhere. */
export type Scope = readonly string[] | null

/** What changes of one policy in one street. */
export interface CountedChange {
  gains: number
  loses: number
  more: number
  less: number
  fenBefore: number
  fenAfter: number
}

/** A catalogue that is tried, and what is otherwise in it. */
export interface TriedCatalogue {
  catalogue: Catalogue
  parameters: readonly string[]
  policies: readonly string[]
  /** Calendar date both are decided for. */
  on: string
  /** Names what is tried: the same is not worked out twice in a row. */
  key: string
}

export interface CountedWhatIf {
  policies: readonly { policyId: string; byStreet: readonly { streetId: string; change: CountedChange }[] }[]
  people: number
}

/** One row of a list. */
export interface CountedPerson {
  residentId: string
  path: readonly string[]
  fenBefore: number | null
  fenAfter: number
}
export interface CountedPage {
  rows: readonly CountedPerson[]
  /** Where the next page begins; null: there is none. */
  next: string | null
}

export type CountedGroup = 'street' | 'age' | 'sex' | 'disability'
export interface CountedCoverage {
  date: string
  policies: readonly {
    policyId: string
    groups: readonly { group: string; enjoying: number; entitled: number; possible: number }[]
  }[]
}

/** How it is with the copy. */
export interface CopyState extends Reading {
  state: 'building' | 'live' | 'behind'
  behindSeconds: number
  people: number
  homes: number
  decidedFor: string | null
  rssBytes: number
}

/** What can be asked of the thread that holds the copy: what goes in, and what comes back. */
export interface Questions {
  whatIf: { in: { tried: TriedCatalogue; scope: Scope }; out: CountedWhatIf }
  whatIfPeople: {
    in: {
      tried: TriedCatalogue
      scope: Scope
      policyId: string
      group: 'gains' | 'loses' | 'more' | 'less'
      streetId: string | null
      after: string | null
      limit: number
    }
    out: CountedPage
  }
  coverage: { in: { by: CountedGroup; scope: Scope }; out: CountedCoverage }
  coveragePeople: {
    in: {
      policyId: string
      status: 'enjoying' | 'entitled' | 'possible'
      by: CountedGroup
      group: string | null
      scope: Scope
      after: string | null
      limit: number
    }
    out: CountedPage
  }
  /** Writes the matches of the homes after one, in the order of their ids. */
  matchPage: { in: { after: string; limit: number; by: string }; out: { last: string | null; homes: number; all: number; date: string } }
  /** Ends a full match. */
  matchEnd: { in: { by: string }; out: { changed: number } }
}
export type Question = keyof Questions

/** What the thread is told, and what it tells. */
export type ToThread =
  | { kind: 'ask'; number: number; question: Question; input: unknown }
  /** What is published now, and how far our clock is from the machine's. */
  | { kind: 'catalogue'; hash: string; catalogue: Catalogue }
  | { kind: 'clock'; offsetMs: number }
  | { kind: 'stop' }
export type FromThread =
  | { kind: 'answer'; number: number; value: unknown; tookMs: number }
  | { kind: 'fault'; number: number; name: string; message: string }
  | { kind: 'state'; state: CopyState; hash: string | null }
  | { kind: 'trouble'; name: string; message: string }
  | { kind: 'stopped' }
