import type { BenefitQuestion } from '@minsheng/shared/contracts/policy'
import { parseYuan } from '@minsheng/shared/units/money'

export type AnswerValue = string | number | boolean | string[]
export type Answered = { ok: true; value: AnswerValue } | { ok: false; advice: string }

const DATE = /^(\d{4})(?:[-./年]?)(\d{1,2})(?:[-./月]?)(\d{1,2})日?$/

/** A date as people type it: `1950-5-2`, `19500502`, `1950年5月2日`. */
export function readDate(text: string): string | null {
  const [, year, month, day] = DATE.exec(text.trim().replaceAll(/\s/g, '')) ?? []
  if (!year || !month || !day) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null
}

/** Reads what was typed as the answer to a question; says what to do where it can't be. */
export function readTyped({ type, unit }: Pick<BenefitQuestion, 'type' | 'unit'>, text: string): Answered {
  if (text.trim() === '') return { ok: false, advice: '请先填写，不知道可以点“不清楚，先跳过”' }
  switch (type) {
    case 'date': {
      const date = readDate(text)
      return date ? { ok: true, value: date } : { ok: false, advice: '请按年、月、日填写，比如 1950-5-2' }
    }
    case 'moneyFen': {
      // Nothing at all is an answer too.
      if (/^0+(\.0{1,2})?$/.test(text.trim())) return { ok: true, value: 0 }
      const amount = parseYuan(text)
      return amount.ok ? { ok: true, value: amount.fen } : { ok: false, advice: '请填写元数，比如 1200 或 1200.50' }
    }
    default: {
      const whole = /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null
      return whole === null ? { ok: false, advice: `请填写数字${unit ? `，单位是${unit}` : ''}` } : { ok: true, value: whole }
    }
  }
}
