import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'

export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'workingDay'
/** A stretch of time as a person types it. */
export interface Typed {
  count: number | null
  unit: Unit
}
type Span = HelpTermsByClass['p0']['resolve']
type ClassName = keyof HelpTermsByClass

export const units: { value: Unit; label: string; seconds: number }[] = [
  { value: 'second', label: '秒', seconds: 1 },
  { value: 'minute', label: '分', seconds: 60 },
  { value: 'hour', label: '小时', seconds: 3_600 },
  { value: 'day', label: '天', seconds: 86_400 },
  { value: 'workingDay', label: '个工作日', seconds: 0 },
]

/** In the largest unit it is a whole number of. */
export function typedOf(span: Span | null): Typed {
  if (span === null) return { count: null, unit: 'minute' }
  if ('workingDays' in span) return { count: span.workingDays, unit: 'workingDay' }
  const unit = units.findLast(({ seconds }) => seconds > 0 && span.seconds % seconds === 0) ?? { value: 'second' as const, seconds: 1 }
  return { count: span.seconds / unit.seconds, unit: unit.value }
}

/** @returns null where nothing is typed */
export function spanOf({ count, unit }: Typed): Span | null {
  if (count === null) return null
  if (unit === 'workingDay') return { workingDays: count }
  return { seconds: count * (units.find(({ value }) => value === unit)?.seconds ?? 1) }
}

export function spanWords(span: Span | null): string {
  if (span === null) return '不设'
  const { count, unit } = typedOf(span)
  return `${count} ${units.find(({ value }) => value === unit)?.label}`
}

export const rungChoices = [
  { value: 'worker', label: '值班的人' },
  { value: 'backup', label: '后备的人' },
  { value: 'community', label: '社区、街道' },
  { value: 'district', label: '区值班' },
] as const

export interface TypedClass {
  ladder: { after: Typed; to: (typeof rungChoices)[number]['value'] }[]
  onSite: Typed
  resolve: Typed
  callBack: Typed
}
export type TypedTerms = Record<ClassName, TypedClass>

export const classNames = ['p0', 'p1', 'p2', 'p3'] as const

export function typedTerms(classes: HelpTermsByClass): TypedTerms {
  const typed = ({ ladder, onSite, resolve, callBack }: HelpTermsByClass[ClassName]): TypedClass => ({
    ladder: ladder.map(({ after, to }) => ({ after: typedOf(after), to })),
    onSite: typedOf(onSite),
    resolve: typedOf(resolve),
    callBack: typedOf(callBack),
  })
  return { p0: typed(classes.p0), p1: typed(classes.p1), p2: typed(classes.p2), p3: typed(classes.p3) }
}

/** What is sent, or the fields that are missing. The days for rating stay as they were. */
export function termsOf(
  typed: TypedTerms,
  before: HelpTermsByClass,
): { classes: HelpTermsByClass } | { missing: { path: string; message: string }[] } {
  const missing: { path: string; message: string }[] = []
  const needed = (value: Typed, path: string): Span => {
    const span = spanOf(value)
    if (!span) missing.push({ path: `body.classes.${path}`, message: '请填写时间' })
    return span ?? { seconds: 0 }
  }
  const one = (name: ClassName) => ({
    ladder: typed[name].ladder.map(({ after, to }, index) => ({ after: needed(after, `${name}.ladder.${index}.after`), to })),
    onSite: spanOf(typed[name].onSite),
    resolve: needed(typed[name].resolve, `${name}.resolve`),
    callBack: spanOf(typed[name].callBack),
    rating: before[name].rating,
  })
  const classes = { p0: one('p0'), p1: one('p1'), p2: one('p2'), p3: one('p3') }
  return missing.length > 0 ? { missing } : { classes }
}
