/** Whose data is asked for. */
export interface DataSubject {
  accountId: string
  /** The account and the guests it claimed. */
  ownerIds: readonly string[]
  /** The bureau's record of them, where the account was found to be theirs. */
  residentId: string | null
  /** True when it is proven who they are; else what the bureau knows of them stays masked, for a phone changes hands. */
  proven: boolean
}

/** A look at someone's data: by which office, at what, and why. */
export interface Look {
  at: Date
  /** The account of the worker; it is told as their office. */
  by: string
  what: string
  why: string
}

/** A thing that is somebody's besides their own record, by the name the audit log has for it, and while it was theirs. */
export interface Belonging {
  subject: string
  from: Date | null
  /** First instant it was theirs no more. */
  to: Date | null
}

/** One row of a copy: column names as a person reads them. */
export type CopyRow = Record<string, string | number | null>

/**
 * What one feature holds about a person, and what becomes of it. Each feature gives one for each kind of thing it keeps;
 * a collection with personal data that no part names is what the person never hears of.
 */
export interface HoldingPart {
  key: string
  title: string
  purpose: string
  basis: string
  /** As the law has it on the day it is asked. */
  readonly kept: string
  /** What of it the bureau can be asked to put right. */
  correctable: readonly string[]
  /** The first of it, masked. */
  show(subject: DataSubject): Promise<{ count: number; rows: { label: string; value: string }[] }>
  /** All of it. */
  rows(subject: DataSubject): Promise<CopyRow[]>
  looks?(subject: DataSubject, most: number): Promise<Look[]>
  /** What else of theirs can be looked at: whoever opened it, they are told. */
  belongings?(subject: DataSubject): Promise<Belonging[]>
  /** When the account is closed: what of it is destroyed, what stays and why, what ends. */
  gone?: readonly string[]
  readonly stays?: readonly { what: string; why: string }[]
  ends?(subject: DataSubject): Promise<string[]>
  /** What has to be finished before. */
  inTheWay?(subject: DataSubject): Promise<string[]>
  /** Destroys what may be destroyed. Must be harmless to repeat. */
  forget?(subject: DataSubject, at: Date): Promise<void>
}
