/** Money is integer fen everywhere; these are the only ways in from text and out to text. */

const AMOUNT = /^(0|[1-9]\d{0,8})(\.\d{1,2})?$/

/** Why an amount typed by a person was refused. */
export type AmountFault = 'empty' | 'format' | 'zero' | 'too_small' | 'too_large'

export type AmountResult = { ok: true; fen: number } | { ok: false; fault: AmountFault }

/**
 * Reads an amount in yuan as a person types it (`12`, `12.5`, `12.50`) into fen.
 * Half-width digits only; no sign, exponent, thousands mark or third decimal.
 * @remarks Never through floating point: digits are read as text.
 */
export function parseYuan(text: string, limits: { minFen?: number; maxFen?: number } = {}): AmountResult {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, fault: 'empty' }
  if (!AMOUNT.test(trimmed)) return { ok: false, fault: 'format' }
  const [yuan = '0', decimals = ''] = trimmed.split('.')
  const fen = Number(yuan) * 100 + Number(decimals.padEnd(2, '0'))
  if (fen === 0) return { ok: false, fault: 'zero' }
  if (limits.minFen !== undefined && fen < limits.minFen) return { ok: false, fault: 'too_small' }
  if (limits.maxFen !== undefined && fen > limits.maxFen) return { ok: false, fault: 'too_large' }
  return { ok: true, fen }
}

/** Fen as yuan for people: 124500 → `1,245.00`. Negative amounts keep their sign. */
export function formatYuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const absolute = Math.abs(fen)
  const yuan = Math.floor(absolute / 100)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${sign}${yuan}.${(absolute % 100).toString().padStart(2, '0')}`
}

/** Fen as yuan without thousands marks, for exports and forms: 124500 → `1245.00`. */
export function plainYuan(fen: number): string {
  return formatYuan(fen).replaceAll(',', '')
}
