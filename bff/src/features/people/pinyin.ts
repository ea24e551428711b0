import { pinyin } from 'pinyin-pro'

/** Reading a text costs more than all else about it, and names of people and flats come again and again. */
const REMEMBERED = 60_000
const known = new Map<string, string[]>()

function plain(text: string, surname: 'head' | 'off'): string[] {
  const key = `${surname}|${text}`
  const before = known.get(key)
  if (before) return before
  const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive', surname }).map((part) =>
    part.toLowerCase(),
  )
  if (known.size >= REMEMBERED) known.clear()
  known.set(key, syllables)
  return syllables
}

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
