import { formatYuan, parseYuan } from '@minsheng/shared/units/money'

interface Limits {
  minFen: number
  maxFen: number
}

export type TypedAmount = { fen: number; error: null } | { fen: null; error: string }

/** Digits and point as a Chinese keyboard in full-width mode types them. */
const FULL_WIDTH = /[\uFF10-\uFF19\uFF0E]/

const wholeYuan = (fen: number) => formatYuan(fen).replace(/\.00$/, '')

/** What is wrong with the text, said so that the person can mend it. */
function formatSentence(text: string): string {
  if (FULL_WIDTH.test(text)) return '请切换到手机的数字键盘，重新填写金额，例如 20'
  if (/^[-−–]/.test(text)) return '金额不能是负数，请填写大于 0 的数，例如 20'
  if (/[,\uFF0C]/.test(text)) return '金额里请不要加逗号，例如一千元请写 1000'
  if (/[^0-9.]/.test(text)) return '金额里只能有数字和小数点，例如 20 或 20.50'
  if (/\.\d{3,}$/.test(text)) return '小数点后面最多两位（到分），例如 20.50'
  if (/^0\d/.test(text)) return '金额前面请不要多写 0，例如 20'
  if (/^\d{10,}/.test(text)) return '金额太大了，请核对后重新填写'
  return '金额没有写完整，请写成 20 或 20.50 这样'
}

/** Reads an amount as a person typed it: fen, or one sentence on what to change. */
export function readAmount(text: string, limits: Limits): TypedAmount {
  const result = parseYuan(text, limits)
  if (result.ok) return { fen: result.fen, error: null }
  switch (result.fault) {
    case 'empty':
      return { fen: null, error: '请填写要捐的金额' }
    case 'zero':
      return { fen: null, error: '金额要大于 0，请填写要捐多少元' }
    case 'too_small':
      return { fen: null, error: `一次至少捐 ${formatYuan(limits.minFen)} 元` }
    case 'too_large':
      return { fen: null, error: `一次最多捐 ${wholeYuan(limits.maxFen)} 元，想多捐可以分几次` }
    case 'format':
      return { fen: null, error: formatSentence(text.trim()) }
  }
}
