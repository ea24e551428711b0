import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { dueEntry } from '../../../message/index.ts'
import { grownOf, type HouseholdMember, OPEN_END, type PayeeKept, payeeWaiting } from '../domain.ts'
import type { AwardRecord, AwardStore } from '../store.ts'
import { awardTellings as tell } from '../tellings.ts'

export interface PayeeParts {
  awards: Pick<AwardStore, 'changePayee'>
  /** Who lives in a household now. */
  membersOf: (householdId: string) => Promise<HouseholdMember[]>
  /** Who may be paid for a child instead: their other guardians, or themself once they are of full age. */
  payeesOf: (childId: string) => Promise<HouseholdMember[]>
  /** The account of a resident; one that nobody signs in to where they have none. */
  accountOf: (residentId: string) => Promise<string>
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const wrongPerson = (message: string) => new AppError('invalid_input', { issues: [{ path: 'body.residentId', message }] })

export type PayeeDesk = ReturnType<typeof createPayeeDesk>

/** Who of a household, or for a child, is paid: another grown-up, when two people say so. What is given stays as it is. */
export function createPayeeDesk({ awards, membersOf, payeesOf, accountOf, clock }: PayeeParts) {
  /** @throws AppError `wrong_state` where no household is paid any more */
  function checkHousehold(seen: AwardRecord): void {
    if (seen.subjectKind !== 'household' && !seen.guardianId) throw wrongState('这份待遇是一个人的，由本人领取，不能换人')
    if (seen.lastMonth !== OPEN_END) throw wrongState('这份待遇已经停发，或只发一次，不能再换人领取')
    if (seen.accountNumber === null) throw wrongState('这份待遇不发到银行卡，不用换人领取')
  }

  const grownIn = async ({ subjectId, guardianId }: AwardRecord) =>
    guardianId ? payeesOf(subjectId) : grownOf(await membersOf(subjectId), shanghaiDate(clock.now()))
  const others = async (seen: AwardRecord) =>
    (await grownIn(seen)).filter(({ residentId }) => residentId !== (seen.guardianId ?? seen.residentId))

  /** Everybody grown up hears of it, whoever is paid first among them. */
  async function tellings(seen: AwardRecord, what: 'proposed' | 'changed' | 'kept', more: readonly string[] = []) {
    const accounts = await Promise.all((await grownIn(seen)).map(({ residentId }) => accountOf(residentId)))
    return [...new Set([seen.accountId, ...accounts, ...more])].map((to) => dueEntry(tell.payee(seen, to, what), clock.now()))
  }

  return {
    async others(seen: AwardRecord): Promise<HouseholdMember[]> {
      return seen.subjectKind === 'household' || seen.guardianId ? others(seen) : []
    },
    /** @throws AppError `wrong_state` | `invalid_input` at who is to be paid | `conflict` */
    async propose(
      seen: AwardRecord,
      word: { rev: number; residentId: string; bank: string; number: string; words: string },
      by: string,
    ): Promise<AwardRecord> {
      checkHousehold(seen)
      if (payeeWaiting(seen.dossier)) throw wrongState('已经提出换人领取，请等另一位同事决定')
      const { rev, residentId, bank, number, words } = word
      const chosen = (await others(seen)).find((one) => one.residentId === residentId)
      if (!chosen) throw wrongPerson(seen.guardianId ? '请选孩子现在的另一位监护人' : '请选现在住在这一户、年满 18 周岁的家人')
      const payee: PayeeKept = {
        residentId,
        name: chosen.name,
        bank,
        number,
        words,
        at: clock.now().toISOString(),
        proposedBy: by,
        decision: null,
      }
      const dossier = { ...seen.dossier, payees: [...(seen.dossier.payees ?? []), payee] }
      const changed = await awards.changePayee(seen, rev, { dossier }, await tellings(seen, 'proposed'))
      if (!changed) throw new AppError('conflict')
      return changed
    },
    /** The second person's word. @throws AppError `forbidden` to the one who proposed | `wrong_state` | `conflict` */
    async decide(seen: AwardRecord, word: { rev: number; confirm: boolean; words: string }, by: string): Promise<AwardRecord> {
      const waiting = payeeWaiting(seen.dossier)
      if (!waiting) throw wrongState('没有要决定的换人领取')
      if (waiting.proposedBy === by) throw new AppError('forbidden', { detail: '提出换人的不能自己决定，请由另一位同事决定' })
      const decision = { confirmed: word.confirm, words: word.words, at: clock.now().toISOString(), by }
      const payees = [...(seen.dossier.payees ?? []).slice(0, -1), { ...waiting, decision }]
      const dossier = { ...seen.dossier, payees }
      let changed: AwardRecord | null
      if (!word.confirm) {
        changed = await awards.changePayee(seen, word.rev, { dossier }, await tellings(seen, 'kept'))
      } else {
        checkHousehold(seen)
        const chosen = (await others(seen)).find(({ residentId }) => residentId === waiting.residentId)
        if (!chosen)
          throw wrongState(
            seen.guardianId ? '提出的人已经不能替孩子领取了，请不换，重新提出' : '提出的人已经不住在这一户了，请不换，重新提出',
          )
        const accountId = await accountOf(chosen.residentId)
        // What is a child's stays theirs: only who is paid for them is another.
        const own = { residentId: seen.residentId, accountId: seen.accountId, applicantName: seen.applicantName.reveal() }
        const to = {
          ...(seen.guardianId
            ? { ...own, guardianId: chosen.residentId === seen.subjectId ? null : chosen.residentId }
            : { residentId: chosen.residentId, accountId, applicantName: chosen.name }),
          bank: waiting.bank,
          accountName: chosen.name,
          accountNumber: waiting.number,
        }
        changed = await awards.changePayee(seen, word.rev, { dossier, to }, await tellings(seen, 'changed', [accountId]))
      }
      if (!changed) throw new AppError('conflict')
      return changed
    },
  }
}
