import type { FieldIssue } from '@minsheng/shared/errors'

export type FieldPath = (string | number)[]

/** A wrong field of a form: its place in the form and what to do about it. */
export interface FormIssue {
  path: FieldPath
  message: string
}

/**
 * Turns `body.campaign.budget.0.amountFen` into the form's own place `['budget', 0, 'amountYuan']`:
 * envelopes are left off, and money is typed in yuan.
 */
export function formPath(path: string, envelopes: readonly string[] = []): FieldPath {
  const parts = path.split('.').filter((part) => part !== '')
  while (parts.length > 0 && ['body', 'query', 'params', ...envelopes].includes(parts[0] ?? '')) parts.shift()
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replace(/Fen$/, 'Yuan')))
}

/** One issue a place, in the order of the form's fields; what belongs to no field comes first. */
export function formIssues(issues: readonly FieldIssue[], fieldOrder: readonly string[], envelopes: readonly string[] = []): FormIssue[] {
  const byPlace = new Map<string, FormIssue>()
  for (const issue of issues) {
    const path = formPath(issue.path, envelopes)
    const place = path.join('.')
    if (!byPlace.has(place)) byPlace.set(place, { path, message: issue.message })
  }
  const rank = (issue: FormIssue) => fieldOrder.indexOf(String(issue.path[0]))
  return [...byPlace.values()].sort((a, b) => rank(a) - rank(b))
}

/** Places a change touches, the lists it lies in included: `{ budget: [{ label: '餐食' }] }` touches the budget and its first label. */
export function changedPlaces(changed: object, within: FieldPath = []): FieldPath[] {
  return Object.entries(changed).flatMap(([key, value]) => {
    const place = [...within, Array.isArray(changed) ? Number(key) : key]
    return typeof value === 'object' && value !== null ? [place, ...changedPlaces(value as object, place)] : [place]
  })
}
