/**
 * A personal fact on its way through the server. Whatever writes it out without asking — JSON, a log, a template —
 * gets the masked form; the whole value comes out by `reveal` alone.
 */
export interface Secret {
  readonly masked: string
  /** The whole value: for the database, for comparing, or for someone who gave a purpose on record. */
  reveal(): string
  toJSON(): string
  toString(): string
}

/** Wraps a value with the way it is masked. */
export function secret(value: string, mask: (value: string) => string): Secret {
  const masked = mask(value)
  return { masked, reveal: () => value, toJSON: () => masked, toString: () => masked }
}

/** `王*明`, `王*`: enough to tell neighbours apart, not enough to look someone up. */
export function maskName(name: string): string {
  const characters = [...name]
  if (characters.length <= 2) return `${characters[0] ?? ''}*`
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`
}

/** `138****5678`; a landline keeps its last two digits. */
export function maskPhone(phone: string): string {
  return phone.length === 11 && phone.startsWith('1')
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : `${'*'.repeat(phone.length - 2)}${phone.slice(-2)}`
}

/** `330*************2X`: the birth date stands beside it, so no more may be seen. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 3)}${'*'.repeat(Math.max(idNumber.length - 5, 0))}${idNumber.slice(-2)}`
}

const DOOR = /\d|[０-９]|[一二三四五六七八九十百]+\s*(幢|栋|号|单元|弄|座|楼|室|层|组|家|户)/

/** Shows the neighbourhood, not the door: everything from the first number of a building on is hidden. */
export function maskAddress(address: string): string {
  const door = DOOR.exec(address)?.index ?? address.length
  return `${[...address.slice(0, door).trim()].slice(0, 14).join('')}****`
}
