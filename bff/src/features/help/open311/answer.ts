/** One error of the specification: its number and what to do. */
export interface GeoError {
  code: number
  description: string
}

/** Answered in the list of errors the specification has. */
export class GeoRefusal extends Error {
  readonly status: number
  readonly errors: readonly GeoError[]
  constructor(status: number, ...descriptions: string[]) {
    super(descriptions.join('; '))
    this.status = status
    this.errors = descriptions.map((description) => ({ code: status, description }))
  }
}

/** What an answer consists of: texts, parts, and lists whose items have a name of their own. */
export type Part = string | number | boolean | null | List | { readonly [name: string]: Part }
export interface List {
  readonly item: string
  readonly list: readonly Part[]
}
const isList = (part: Part): part is List => typeof part === 'object' && part !== null && 'list' in part && Array.isArray(part.list)

/** What XML 1.0 has no place for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const escaped = (text: string) =>
  text.replace(UNWRITABLE, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

function element(name: string, part: Part): string {
  if (part === null || part === '') return `<${name}/>`
  if (typeof part !== 'object') return `<${name}>${escaped(String(part))}</${name}>`
  const inner = isList(part)
    ? part.list.map((item) => element(part.item, item)).join('')
    : Object.entries(part)
        .map(([key, value]) => element(key, value))
        .join('')
  return `<${name}>${inner}</${name}>`
}

/** @param name of the root element */
export const asXml = (name: string, part: Part): string => `<?xml version="1.0" encoding="utf-8"?>\n${element(name, part)}\n`

function plain(part: Part): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (isList(part)) return part.list.map(plain)
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value)]))
}
export const asJson = (part: Part): string => JSON.stringify(plain(part))
