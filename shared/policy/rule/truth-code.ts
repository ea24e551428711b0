import { NO, type Truth, UNKNOWN, YES } from './truth.ts'

/**
 * Truth in written code has two bits, "it may hold" and "it surely holds", so that `all` is `&` and `any` is `|`.
 */
export const NO_CODE = 0
export const UNKNOWN_CODE = 1
export const YES_CODE = 3

const codes = { [NO]: NO_CODE, [UNKNOWN]: UNKNOWN_CODE, [YES]: YES_CODE } as const
export const truthCode = (truth: Truth) => codes[truth]

/** Expression of the truth that a code stands for. */
export const truthOfCode = (code: string) => `(${code} + 1 >> 1)`
/** Expression of the opposite: 0 and 3 change places, 1 stays. */
export const oppositeCode = (code: string) => `(7 >> (${code} << 1) & 3)`
