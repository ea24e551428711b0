import type { MyPayments } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { versionOn } from '@minsheng/shared/policy/policy/versions'
import { nextPayDay } from '@minsheng/shared/policy/policy/worth'
import { addDays } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Visitor, Ward } from '../../../platform/auth/actor.ts'
import { dueEntry } from '../../message/index.ts'
import type { AwardRecord, AwardStore } from '../award/store.ts'
import { awardTellings } from '../award/tellings.ts'
import type { Planner } from './planning/planner.ts'
import { presentMyPayment } from './present.ts'
import type { RowStore } from './row/store.ts'

interface MineParts {
  awards: Pick<AwardStore, 'ofAccounts' | 'setAccount'>
  rows: Pick<RowStore, 'ofAccounts' | 'paidFen'>
  planner: Pick<Planner, 'sums'>
  catalogue: () => Promise<Catalogue>
  titleOf: (policyId: string) => string
  nameOf: (residentId: string) => Promise<string | null>
  isUnderAge: (residentId: string) => Promise<boolean>
  clock: Clock
}

const MOST = 200

export type MyPaymentsDesk = ReturnType<typeof createMine>

/** What someone was paid, is paid next, and where to. */
export function createMine({ awards, rows, planner, catalogue, titleOf, nameOf, isUnderAge, clock }: MineParts) {
  /**
   * The first day on which something comes, and how much comes then: as the next batch works it out, with what is missing of
   * earlier months or came back, less what is set off, and nothing of a month that was paid already.
   */
  async function nextOf(mine: readonly AwardRecord[], today: string): Promise<MyPayments['next']> {
    const { policies, parameters } = await catalogue()
    const waiting = mine.flatMap((award) => {
      const policy = policies.find(({ id }) => id === award.policyId)
      const version = policy?.benefit === 'cash' ? versionOn(policy, today) : null
      if (!version?.payout) return []
      const from = [`${award.firstMonth}-01`, today].sort()[1] ?? today
      const first = nextPayDay(version.payout.day, from)
      const illustrative = isIllustrative(version, parameters, today)
      return [first, nextPayDay(version.payout.day, addDays(first, 1))].map((payOn) => ({ award, payOn, illustrative }))
    })
    const months = [...new Set(waiting.map(({ payOn }) => payOn.slice(0, 7)))].sort()
    const sums = new Map(
      await Promise.all(
        months.map(async (month) => {
          const due = waiting.filter(({ payOn }) => payOn.startsWith(month)).map(({ award }) => award)
          return [month, await planner.sums(due, month)] as const
        }),
      ),
    )
    const coming = waiting.flatMap(({ award, payOn, illustrative }) => {
      const fen = sums.get(payOn.slice(0, 7))?.get(award._id) ?? 0
      return fen > 0 ? [{ payOn, fen, illustrative }] : []
    })
    const payOn = coming.map((one) => one.payOn).sort()[0]
    if (payOn === undefined) return null
    const then = coming.filter((one) => one.payOn === payOn)
    return { payOn, fen: then.reduce((sum, { fen }) => sum + fen, 0), illustrative: then.some(({ illustrative }) => illustrative) }
  }

  /** In whose registered name the card is. @throws AppError `wrong_state` to a child: a guardian is paid for them */
  async function payeeOf(seen: AwardRecord, ward: Ward | undefined): Promise<{ accountName: string; guardianId?: string | null }> {
    if (ward) {
      const name = await nameOf(ward.guardianId)
      if (name === null) throw new AppError('record_needed')
      return { accountName: name, guardianId: ward.guardianId }
    }
    if (!seen.guardianId) return { accountName: seen.accountName?.reveal() ?? seen.applicantName.reveal() }
    if (await isUnderAge(seen.subjectId)) throw new AppError('wrong_state', { detail: '未满 18 周岁的，由监护人领取，请监护人换卡' })
    return { accountName: seen.applicantName.reveal(), guardianId: null }
  }

  return {
    async list(ownerIds: readonly string[]): Promise<MyPayments> {
      const today = shanghaiDate(clock.now())
      const [month, year] = [today.slice(0, 7), today.slice(0, 4)]
      const [mine, found, monthFen, yearFen] = await Promise.all([
        awards.ofAccounts(ownerIds, MOST),
        rows.ofAccounts(ownerIds, MOST),
        rows.paidFen(ownerIds, `${month}-01`, `${month}-31`),
        rows.paidFen(ownerIds, `${year}-01-01`, `${year}-12-31`),
      ])
      const accounts = new Map(mine.map(({ _id, accountNumber }) => [_id, accountNumber?.reveal() ?? null]))
      return {
        next: await nextOf(mine, today),
        totals: { monthFen, yearFen, month, year },
        items: found.map((row) => presentMyPayment(row, { title: titleOf(row.policyId), account: accounts.get(row.awardId) ?? null })),
      }
    },
    /** In the name that is registered: it is not typed. @throws AppError `wrong_state` for what pays nothing into an account */
    async changeAccount(
      seen: AwardRecord,
      { bank, number }: { bank: string; number: string },
      { actingBy }: Visitor,
    ): Promise<AwardRecord> {
      if (seen.accountNumber === null && seen.every === null) throw new AppError('wrong_state', { detail: '这项待遇不用银行卡' })
      const to = await payeeOf(seen, actingBy?.ward)
      const tells = dueEntry(awardTellings.accountChanged(seen), clock.now())
      const changed = await awards.setAccount(seen, { bank, ...to, accountNumber: number }, tells)
      if (!changed) throw new AppError('conflict')
      return changed
    },
  }
}
