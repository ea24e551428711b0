import type { FurtherChannel, MessageSettings, QuietHours, ResidentKind } from '@minsheng/shared/contracts/message'

export const kindWords: Record<ResidentKind, string> = {
  help: '一键呼',
  refund: '退款结果',
  notice: '重要通知',
  monthly_gift: '月捐提醒',
  progress: '项目进展',
  receipt: '捐赠凭证',
  team: '一起捐的进展',
  thanks: '感谢信',
}

/** Kinds in the order in which they matter to people. */
const kinds = Object.keys(kindWords) as ResidentKind[]

interface Row {
  kind: ResidentKind
  on: boolean
}

/** What one way can carry, and whether this person wants it. */
export function rowsOf({ wishes }: Pick<MessageSettings, 'wishes'>, channel: FurtherChannel): Row[] {
  return kinds.flatMap((kind) => {
    const wish = wishes.find((one) => one.kind === kind)
    return wish?.offered.includes(channel) ? [{ kind, on: wish.on.includes(channel) }] : []
  })
}

/** All wishes with one changed, as they are sent. */
export function withWish(settings: Pick<MessageSettings, 'wishes'>, kind: ResidentKind, channel: FurtherChannel, wanted: boolean) {
  return settings.wishes.map((wish) => {
    const others = wish.on.filter((one) => one !== channel)
    return { kind: wish.kind, on: wish.kind === kind ? [...others, ...(wanted ? [channel] : [])] : wish.on }
  })
}

const clockWords = (time: string): string => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const part = hour < 6 ? '凌晨' : hour < 12 ? '早上' : hour === 12 ? '中午' : hour < 18 ? '下午' : '晚上'
  const twelve = hour > 12 ? hour - 12 : hour
  return `${part} ${twelve} 点${minute === 0 ? '' : ` ${minute} 分`}`
}
export const quietWords = ({ from, to }: QuietHours) => `${clockWords(from)}到${clockWords(to)}`
export const quietKey = (hours: QuietHours | null) => (hours ? `${hours.from}-${hours.to}` : 'never')

const usual: readonly QuietHours[] = [
  { from: '22:00', to: '08:00' },
  { from: '20:00', to: '09:00' },
]

/** The choices there are; hours that were set elsewhere are one more. */
export function quietChoices(now: QuietHours | null): (QuietHours | null)[] {
  const known = usual.some((hours) => quietKey(hours) === quietKey(now))
  return [...usual, ...(now === null || known ? [] : [now]), null]
}
