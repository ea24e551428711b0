import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import type { PublicationKind, Published } from '@minsheng/shared/policy/publishing/content'
import { type Examination, examine } from '@minsheng/shared/policy/publishing/examine'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Books } from './books.ts'
import { presentFindings } from './present.ts'

/** A draft as it is tried: whatever was written, right or wrong. */
interface Draft {
  kind: PublicationKind
  /** Of what it is a new version; null for something new. */
  key: string | null
  content: unknown
}

/** What someone new to it begins with. */
const blank: Record<PublicationKind, Record<string, unknown>> = {
  policy: {
    id: '',
    title: '',
    group: 'livelihood',
    subject: 'person',
    benefit: 'cash',
    summary: '',
    applying: 'application',
    materials: [],
    version: {
      effectiveFrom: '',
      effectiveTo: null,
      sources: [{ title: '', number: null, article: null, quotation: null }],
      confidence: 'memory',
      illustrative: true,
      who: [],
      ceiling: false,
      payout: { every: 'month', day: 10, from: 'after_approval' },
      onlyOnce: null,
      excludedBy: [],
      minus: [],
      disregardIncome: [],
      cases: [],
    },
    retires: [],
  },
  parameter: {
    key: '',
    title: '',
    unit: 'fen',
    value: {
      from: '',
      value: 0,
      source: { title: '', number: null, article: null, quotation: null },
      confidence: 'memory',
      illustrative: true,
    },
    cases: [],
    retires: [],
  },
  higherOf: { key: '', policies: [], source: { title: '', number: null, article: null, quotation: null }, cases: [], retires: [] },
}

/** First of the next month: rules rarely begin on another day. */
function nextMonth(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

/** The content a draft begins with: the newest published, from the next month on; null when there is none of that name. */
export function beginningOf(
  published: readonly Published[],
  kind: PublicationKind,
  key: string | null,
  today: string,
): Record<string, unknown> | null {
  if (key === null) return structuredClone(blank[kind])
  const newest = published.findLast((one) => one.kind === kind && one.key === key)
  if (!newest) return null
  const content = structuredClone(newest.content) as unknown as Record<string, unknown>
  const from = nextMonth(today)
  if (newest.kind === 'policy')
    return { ...content, version: { ...newest.content.version, effectiveFrom: from, effectiveTo: null }, retires: [] }
  if (newest.kind === 'parameter') return { ...content, value: { ...newest.content.value, from }, cases: [], retires: [] }
  return { ...content, cases: [], retires: [] }
}

interface Examined {
  examination: Examination
  /** The same, as people read it. */
  findings: DraftFindings
}
const known = new Map<string, Examined>()
const MOST_KEPT = 20

/** A draft tried against what is published; the same draft against the same is not tried twice in a row. */
export function examined(books: Books, { kind, key, content }: Draft, now: Date): Examined {
  const today = shanghaiDate(now)
  const name = JSON.stringify([books.documents.at(-1)?.hash, today, kind, key, content])
  const before = known.get(name)
  if (before) return before
  const examination = examine(books.published, { kind, key, content }, today)
  const found = { examination, findings: presentFindings(examination, books) }
  if (known.size >= MOST_KEPT) known.clear()
  known.set(name, found)
  return found
}
