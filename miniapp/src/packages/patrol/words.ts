import type { PatrolCheck, PatrolRecord, PatrolRound } from '@minsheng/shared/contracts/donation'
import { formatDate } from '@minsheng/shared/units/clock'

const DAY_MS = 86_400_000

/** `约 350 米`, `约 1.2 公里`. */
export function distanceWords(metres: number): string {
  return metres < 950 ? `约 ${Math.max(10, Math.round(metres / 10) * 10)} 米` : `约 ${(metres / 1_000).toFixed(1)} 公里`
}

/** When somebody was there last. */
export function lastVisitWords(instant: string | null, now: number): string {
  if (instant === null) return '还没有人来看过'
  const days = Math.floor((now - Date.parse(instant)) / DAY_MS)
  if (days < 1) return '一天内有人来看过'
  return days <= 60 ? `${days} 天没有人来看` : `上次是${formatDate(new Date(instant)).replace(/（.*$/, '')}`
}

/** One line under a venue's name. */
export function venueWords(venue: PatrolRound['venues'][number], now: number): string {
  const parts = [
    ...(venue.distanceM === null ? [] : [`离您${distanceWords(venue.distanceM)}`]),
    lastVisitWords(venue.lastPatrolledAt, now),
    `${venue.codes.length} 张码`,
  ]
  return parts.join('，')
}

export const conditions = [
  { value: 'intact', label: '完好', detail: '看得清，没有遮挡' },
  { value: 'damaged', label: '破损', detail: '撕了、褪色了、看不清' },
  { value: 'covered', label: '被遮挡', detail: '被贴住、盖住、挡住' },
  { value: 'missing', label: '不见了', detail: '原来的地方没有码' },
] as const satisfies readonly { value: PatrolRecord['condition']; label: string; detail: string }[]

export interface VerdictWords {
  tone: 'good' | 'warm' | 'danger'
  title: string
  /** What to do now. */
  advice: string
}

/** What the server said of a code, for a volunteer who stands in front of it. */
export function verdictWords({ verdict, belongsTo, codeState }: PatrolCheck): VerdictWords {
  switch (verdict) {
    case 'right':
      return { tone: 'good', title: '码是对的', advice: '这是这里的公益码，正在使用。看看它有没有破损或被遮挡。' }
    case 'unusable':
      return {
        tone: 'warm',
        title: codeState === 'paused' ? '码是真的，现在暂停使用' : '码是真的，已经不能用了',
        advice: codeState === 'paused' ? '先不要撕，慈善组织会决定什么时候恢复。' : '请把它撕下来，免得别人白扫。',
      }
    case 'wrong_venue':
      return {
        tone: 'danger',
        title: '这不是这里的码',
        advice: `它是真的，但应该贴在${belongsTo ?? '别处'}。请拍照，记下来，慈善组织会派人来换。`,
      }
    case 'other_charity':
      return { tone: 'warm', title: '这是别家的公益码', advice: '它是真的，由另一家慈善组织照看。请找一找您要看的那张码。' }
    case 'forged':
      return { tone: 'danger', title: '这不是我们的码', advice: '它是伪造的。请不要付款，拍照，告诉现场工作人员把它撕掉，再记下来。' }
    case 'foreign':
      return {
        tone: 'danger',
        title: '这不是我们的码',
        advice: '可能有人把别的码贴在了上面。请不要付款，拍照，告诉现场工作人员，再记下来。',
      }
    case 'not_scanned':
      return { tone: 'warm', title: '没有扫到码', advice: '已经记下来，慈善组织会派人来看。' }
  }
}

/** What follows from a record that arrived: somebody comes where a code is wrong, worn or gone. */
export function followWords(check: PatrolCheck, condition: PatrolRecord['condition'], venueName: string): string {
  const isDefective = condition !== 'intact' && (check.verdict === 'right' || check.verdict === 'not_scanned')
  return isDefective || verdictWords(check).tone === 'danger'
    ? `慈善组织已经收到提醒，会派人到${venueName}处理。`
    : `${venueName}已经看过。`
}

/** One line for a record of one's own. */
export function recordWords({ verdict, condition }: Pick<PatrolRecord, 'verdict' | 'condition'>): string {
  const title = verdictWords({ verdict, belongsTo: null, codeState: null, codeId: null, projectTitle: null }).title
  return `${title}，${conditions.find(({ value }) => value === condition)?.label ?? ''}`
}

/** What is wrong with a name; null when it will do. */
export function nameError(text: string): string | null {
  const { length } = [...text.trim()]
  if (length === 0) return '请填写您的姓名'
  return length < 2 ? '请填写完整的姓名' : null
}
