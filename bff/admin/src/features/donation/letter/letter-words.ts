import type { Letter } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'

/** How far a letter is; one that did not reach everyone says so first. */
export function letterState(letter: Pick<Letter, 'state' | 'sentPercent' | 'failedCount'>): { word: string; tone: StateTone } {
  if (letter.failedCount > 0) return { word: `${letter.failedCount} 位没有送到`, tone: 'danger' }
  switch (letter.state) {
    case 'collecting':
      return { word: '正在准备', tone: 'waiting' }
    case 'sending':
      return { word: `正在发送 ${letter.sentPercent}%`, tone: 'waiting' }
    case 'sent':
      return { word: '已全部发出', tone: 'good' }
  }
}

/** To how many, as the charity may know it. */
export function receiverWords({ namedCount, anonymousGiftCount }: Pick<Letter, 'namedCount' | 'anonymousGiftCount'>): string {
  const named = namedCount > 0 ? [`捐赠人 ${namedCount.toLocaleString('zh-CN')} 位`] : []
  const anonymous = anonymousGiftCount > 0 ? [`匿名捐赠 ${anonymousGiftCount.toLocaleString('zh-CN')} 笔的捐赠人`] : []
  return [...named, ...anonymous].join('，') || '没有人'
}

/** Who it goes to, in one line. */
export function filterWords({ receivers, campaignTitle }: Pick<Letter, 'receivers' | 'campaignTitle'>): string {
  const { from, to, minFen, notYetThanked } = receivers
  return [
    campaignTitle ?? '全部项目',
    from || to ? `${from ? dateWords(from) : '最早'}至${to ? dateWords(to) : '发信时'}` : null,
    minFen ? `合计 ¥${formatYuan(minFen)} 以上` : null,
    notYetThanked ? '还没有感谢过的' : null,
  ]
    .filter((part) => part !== null)
    .join('；')
}

/** Anything that still moves is looked at again. */
export const isUnderWay = ({ state }: Pick<Letter, 'state'>): boolean => state !== 'sent'
