import type { ApplicationForm } from '@minsheng/shared/contracts/policy'
import { bankCardDigits, isBankCardNumber } from '@minsheng/shared/units/bank-card'
import type { FieldError } from '../../../ui/error-summary'

/** What was filled in on the page. */
export interface Filled {
  /** The card used last, or another one. */
  account: 'held' | 'new'
  bank: string
  number: string
  note: string
  truthful: boolean
}

export const isNewCard = (form: Pick<ApplicationForm, 'payTo'>, { account }: Pick<Filled, 'account'>) =>
  form.payTo !== null && (account === 'new' || form.payTo.heldMasked === null)

/** What is still missing or can not be so, each with its field. */
export function faultsOf(
  form: Pick<ApplicationForm, 'payTo' | 'materials'>,
  filled: Filled,
  photosOf: (name: string) => readonly string[],
): FieldError[] {
  const papers = form.materials
    .filter(({ needed, name }) => needed && photosOf(name).length === 0)
    .map(({ name }) => ({ field: name, message: `请拍“${name}”的照片` }))
  if (!isNewCard(form, filled)) return papers
  return [...papers, ...cardFaults(filled)]
}

/** What is wrong with a card as it was filled in. */
export function cardFaults({ bank, number }: Pick<Filled, 'bank' | 'number'>): FieldError[] {
  const digits = bankCardDigits(number)
  return [
    ...(bank.trim().length < 2 ? [{ field: 'bank', message: '请填写开户银行，比如“杭州银行湖滨支行”' }] : []),
    ...(/^\d{16,19}$/.test(digits)
      ? isBankCardNumber(digits)
        ? []
        : [{ field: 'number', message: '卡号有一位不对，请对照银行卡再填一遍' }]
      : [{ field: 'number', message: '卡号是 16 到 19 位数字，请对照银行卡再填一遍' }]),
  ]
}

/** A card's number as it stands on the card, so that it can be compared. */
export const inFours = (number: string): string => bankCardDigits(number).replaceAll(/(\d{4})(?=\d)/g, '$1 ')

/** As it is sent. */
export function bodyOf(form: ApplicationForm, filled: Filled, materials: readonly { name: string; photoIds: string[] }[]) {
  const payTo =
    form.payTo === null
      ? null
      : isNewCard(form, filled)
        ? { account: 'new' as const, bank: filled.bank.trim(), number: bankCardDigits(filled.number) }
        : { account: 'held' as const }
  const note = filled.note.trim()
  return { policyId: form.policyId, materials: [...materials], payTo, note: note === '' ? null : note, truthful: true as const }
}
