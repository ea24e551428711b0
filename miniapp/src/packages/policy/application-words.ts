import type { Application, Award, WrittenDecision } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { Tone } from '../../ui/badge'

export const applicationStates: Readonly<Record<Application['state'], { tone: Tone; label: string }>> = {
  submitted: { tone: 'info', label: '等街道受理' },
  accepted: { tone: 'info', label: '街道在核对' },
  to_supplement: { tone: 'warm', label: '等您补材料' },
  checked: { tone: 'info', label: '核对完毕' },
  proposed: { tone: 'info', label: '等民政局决定' },
  approved: { tone: 'success', label: '已批准' },
  refused: { tone: 'danger', label: '没有批准' },
  withdrawn: { tone: 'muted', label: '已撤回' },
}

const rhythms = { month: '每月', year: '每年', once: '一次' } as const

/** `2026-12` → `2026年12月`. */
export const monthWords = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

/** `每月 ¥50.00`; what gives no money says what it is. */
export function givenWords({ amountFen, every, ceiling }: Pick<WrittenDecision, 'amountFen' | 'every' | 'ceiling'>): string {
  if (amountFen === null || every === null) return '不发钱，按这项政策享受减免、服务或救助资格'
  return `${rhythms[every]}${ceiling ? '最多' : ''} ¥${formatYuan(amountFen)}`
}

const remedyWords = { objection: '提出异议', reconsideration: '申请行政复议', lawsuit: '提起行政诉讼' } as const

/** The decision for who has it read to them. */
export function spokenDecision(title: string, decision: WrittenDecision): string[] {
  return [
    `${title}，${decision.granted ? '已经批准' : '没有批准'}。`,
    ...(decision.granted
      ? [`${givenWords(decision).replaceAll('¥', '')}${decision.amountFen === null || decision.every === null ? '' : '元'}。`]
      : []),
    decision.words,
    ...decision.requirements.flatMap(({ words, reason }) => (reason ? [`${words}：${reason}。`] : [])),
    `不同意的，可以${decision.remedies.map(({ way }) => remedyWords[way]).join('，或')}。`,
  ]
}

const whys = { granted: '批准', raised: '提高', reduced: '降低', stopped: '停发' } as const

/** One part of a benefit's story: `批准，每月 ¥50.00`. */
export function lineWords({ fen, why }: Award['lines'][number], every: Award['every']): string {
  return why === 'stopped' || every === null ? whys[why] : `${whys[why]}，${rhythms[every]} ¥${formatYuan(fen)}`
}
