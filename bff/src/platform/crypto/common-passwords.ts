import { dictionary } from '@zxcvbn-ts/language-common'

let known: ReadonlySet<string> | null = null

/** Whether the password is one of about 49,000 that people use most; digits and marks put before or after don't help it. */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(dictionary.passwords)
  const plain = password.normalize('NFKC').toLowerCase()
  const bare = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  return known.has(plain) || (bare.length * 2 > plain.length && known.has(bare))
}
