import type { RecoveryBalance, RecoveryWay } from '@minsheng/shared/contracts/policy'
import type { FieldIssue } from '@minsheng/shared/errors'
import { OPEN_END } from '../../award/domain.ts'
import { dueIn, type Entry, overpaidIn, type Paid } from '../domain.ts'

/** A line of the books, with its number. */
export type EnteredLine = Entry & { _id: string }

/** What came of a month beyond what is due for it. */
export interface Owed {
  month: string
  fen: number
  /** What arrived for the month, less what was taken back of it before. */
  receivedFen: number
}

/** What is taken back of one month, as it was proposed. */
export type RecoveryMonth = Pick<Owed, 'month' | 'fen'>

/** So much of one payment is set off against what was decided to be taken back. */
export interface SetOff {
  recoveryId: string
  fen: number
}

/**
 * What may be claimed of each month: more arrived than is due by the newest decision. What was refused or held owes nothing.
 * @param arrived numbers of the lines whose money arrived
 */
export function owedIn(award: Paid, entered: readonly EnteredLine[], arrived: ReadonlySet<string>): Owed[] {
  return overpaidIn(award, entered).flatMap(({ month }): Owed[] => {
    const receivedFen = entered
      .filter((line) => line.month === month && (line.kind === 'recovery' || arrived.has(line._id)))
      .reduce((sum, { fen }) => sum + fen, 0)
    const fen = receivedFen - (dueIn(award, entered, month)?.dueFen ?? 0)
    return fen > 0 ? [{ month, fen, receivedFen }] : []
  })
}

/** Whether something is still paid of it that could be set off against. */
export const stillPays = ({ every, lastMonth, lines }: Pick<Paid, 'every' | 'lastMonth' | 'lines'>): boolean =>
  lastMonth === OPEN_END && every !== null && every !== 'once' && (lines.at(-1)?.fen ?? 0) > 0

/** What is wrong with a proposal, field by field; nothing when it may be told. */
export function proposalFaults(
  { way, months }: { way: RecoveryWay; months: readonly RecoveryMonth[] },
  owed: readonly Owed[],
  { isDead, pays }: { isDead: boolean; pays: boolean },
): FieldIssue[] {
  const most = new Map(owed.map(({ month, fen }) => [month, fen]))
  const faults = months.flatMap(({ month, fen }, index): FieldIssue[] => {
    const path = `body.months.${index}`
    if (months.findIndex((one) => one.month === month) !== index) return [{ path: `${path}.month`, message: `${month} 写了两次` }]
    const over = most.get(month) ?? 0
    if (over === 0) return [{ path: `${path}.month`, message: `${month} 没有多发，或钱没有到账` }]
    if (fen > over) return [{ path: `${path}.fen`, message: `${month} 最多 ${(over / 100).toFixed(2)} 元` }]
    return way === 'waive' && fen < over
      ? [{ path: `${path}.fen`, message: `不追回的，${month} 要写多发的全部 ${(over / 100).toFixed(2)} 元` }]
      : []
  })
  if (way === 'set_off' && isDead) faults.push({ path: 'body.way', message: '本人已经去世，没有以后的待遇可以相抵' })
  else if (way === 'set_off' && !pays)
    faults.push({ path: 'body.way', message: '这项待遇不再发放，没有以后的可以相抵；请选转账退回或不追回' })
  return faults
}

/**
 * The lines that a decision enters: one for each month, once. What is not claimed is a line of nothing, by which what arrived
 * is due. @param entered all lines of the award
 */
export function recoveryEntries(
  {
    id,
    way,
    months,
    decidedAt,
    versionNumber,
  }: {
    id: string
    way: RecoveryWay
    months: readonly (RecoveryMonth & Pick<Owed, 'receivedFen'>)[]
    decidedAt: Date
    versionNumber: number
  },
  entered: readonly Pick<Entry, 'month' | 'kind' | 'cause'>[],
): Entry[] {
  return months.flatMap(({ month, fen, receivedFen }): Entry[] => {
    const before = entered.filter((line) => line.month === month)
    if (before.some(({ kind, cause }) => kind === 'recovery' && cause === id)) return []
    const takenFen = way === 'waive' ? 0 : fen
    return [
      {
        month,
        number: before.length + 1,
        kind: 'recovery',
        cause: id,
        fen: takenFen === 0 ? 0 : -takenFen,
        dueFen: receivedFen - takenFen,
        versionNumber,
        decidedAt,
      },
    ]
  })
}

/** How much of one payment is set off, the oldest claim first: never more than the share of it, never more than is open. */
export function setOffsOf(grossFen: number, claims: readonly { recoveryId: string; freeFen: number }[], percent: number): SetOff[] {
  let room = Math.floor((Math.max(0, grossFen) * Math.min(100, percent)) / 100)
  return claims.flatMap(({ recoveryId, freeFen }) => {
    const fen = Math.max(0, Math.min(room, freeFen))
    room -= fen
    return fen > 0 ? [{ recoveryId, fen }] : []
  })
}

/** To the fen: what was proposed is what was set off, paid back, waived and is open. */
export function balanceOf(
  { fen, paidBackFen, waivedFen }: { fen: number; paidBackFen: number; waivedFen: number },
  { doneFen, onItsWayFen }: { doneFen: number; onItsWayFen: number },
): RecoveryBalance {
  const openFen = fen - doneFen - paidBackFen - waivedFen
  return { fen, setOffFen: doneFen, paidBackFen, waivedFen, openFen, onItsWayFen }
}
