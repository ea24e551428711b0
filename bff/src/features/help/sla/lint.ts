import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'
import type { ClassTerms, Span } from '@minsheng/shared/law/help'

export interface TermsIssue {
  path: string
  message: string
}

const classWords = { p0: '人身安全', p1: '水电气', p2: '一般事项', p3: '咨询' } as const
const classes = ['p0', 'p1', 'p2', 'p3'] as const
/** A working day counts as at least this long when it is held against seconds. */
const DAY_SECONDS = 24 * 3_600
const atLeastSeconds = (span: Span): number => ('seconds' in span ? span.seconds : span.workingDays * DAY_SECONDS)
const isClock = (span: Span | null): boolean => span === null || 'seconds' in span

function ofClass(name: (typeof classes)[number], { ladder, onSite, resolve, callBack, rating }: ClassTerms): TermsIssue[] {
  const at = (path: string, message: string) => ({ path: `body.classes.${name}.${path}`, message: `${classWords[name]}：${message}` })
  const rising = ladder.flatMap(({ after }, index) => {
    const before = ladder[index - 1]?.after
    return before && atLeastSeconds(after) <= atLeastSeconds(before) ? [at(`ladder.${index}.after`, '后一级要比前一级晚')] : []
  })
  return [
    ...rising,
    ...(onSite && atLeastSeconds(onSite) > atLeastSeconds(resolve) ? [at('onSite', '到场的时限不能比办好的时限长')] : []),
    ...('workingDays' in rating ? [at('rating', '评价期按天算，请填自然天数')] : []),
    ...(name === 'p0' && ![onSite, resolve, callBack, ...ladder.map(({ after }) => after)].every(isClock)
      ? [at('resolve', '人命关天，夜里和节假日也要计时，不能按工作日')]
      : []),
    ...(name === 'p0' && ladder.at(-1)?.to !== 'district' ? [at('ladder', '没人接时最后要通知到区值班')] : []),
    ...(name === 'p0' && callBack === null ? [at('callBack', '取消的也要回电，请填回电的时限')] : []),
  ]
}

/** What is wrong with terms, by field: an empty list where they can be kept. */
export function lintTerms(terms: HelpTermsByClass): TermsIssue[] {
  const slower = classes.slice(1).flatMap((name, index) => {
    const above = classes[index] as (typeof classes)[number]
    return atLeastSeconds(terms[above].resolve) > atLeastSeconds(terms[name].resolve) && name !== 'p3'
      ? [{ path: `body.classes.${above}.resolve`, message: `${classWords[above]}比${classWords[name]}急，办好的时限不能更长` }]
      : []
  })
  return [...classes.flatMap((name) => ofClass(name, terms[name])), ...slower]
}
