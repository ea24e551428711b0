import { pinyin } from 'pinyin-pro'

const plain = (text: string, surname: 'head' | 'off') =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive', surname }).map((part) => part.toLowerCase())

/** The syllables of a person's name, surname read as one: 单小明 → shan xiao ming. */
export const nameSyllables = (name: string): string[] => plain(name, 'head')

/** What a place is found by besides its name: all its syllables, and their first letters. */
export function placeKeys(name: string, code: string): string[] {
  const syllables = plain(name, 'off').map((part) => part.replace(/\s+/g, ''))
  const keys = [
    name.replace(/\s+/g, '').toLowerCase(),
    syllables.join(''),
    syllables.map((part) => (/^[a-z]/.test(part) ? part[0] : part)).join(''),
  ]
  return [...new Set([...keys, code.toLowerCase()])]
}
