import type { DeadLetter } from '@minsheng/shared/contracts/people'
import { maskAddress, maskIdNumber, maskName } from '@minsheng/shared/units/secret'
import { contentOf } from './letter-desk.ts'
import { editableFields, fieldTitles } from './rows.ts'
import type { LetterRecord } from './store.ts'

const masks: Readonly<Record<string, (value: string) => string>> = { name: maskName, idNumber: maskIdNumber, address: maskAddress }
/** Of these nothing tells who it is about. */
const open = new Set([
  'version',
  'op',
  'changedAt',
  'gridCode',
  'from',
  'until',
  'issuedOn',
  'expiresOn',
  'enrolledOn',
  'assessedOn',
  'diedOn',
])

function masked(name: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '没有填'
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  if (open.has(name)) return text.slice(0, 40)
  // A row that is wrong may hold anything in any field: what does not look like itself shows nothing.
  if (name === 'idNumber' && text.length !== 18) return `${text.length} 位，不是 18 位`
  return masks[name]?.(text) ?? '****'
}

/** The fields of a letter as a person sees them: what the source has for this register, whether the row has it or not. */
export function letterFields(letter: LetterRecord): DeadLetter['fields'] {
  const content = contentOf(letter)
  const may = letter.state === 'open' ? editableFields(letter.sourceId) : []
  const names = ['recordId', 'version', ...editableFields(letter.sourceId)]
  return names.map((name) => ({
    name,
    title: fieldTitles[name] ?? name,
    masked: masked(name, content[name]),
    editable: may.includes(name),
  }))
}
