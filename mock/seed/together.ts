import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { fictitiousUscc } from './uscc.ts'

type MatchingLine = Extract<FeedLine, { type: 'matching' }>
type TeamLine = Extract<FeedLine, { type: 'team' }>

/** An invented company's promise to the meals. */
export function matchings(today: string): MatchingLine[] {
  return [
    {
      type: 'matching',
      id: 'MA_demo_meals',
      campaignId: 'cmp_meals',
      companyName: '演示·湖滨食品公司',
      companyUscc: fictitiousUscc('91', 'MJYD0101'),
      agreementNumber: '演示配捐〔2026〕1号',
      agreedOn: dayFrom(today, -35),
      ratioPermille: 1_000,
      perGiftCapFen: 50_000,
      totalCapFen: 5_000_000,
      startsOn: dayFrom(today, -30),
      endsOn: dayFrom(today, 90),
      nameOnGifts: true,
    },
  ]
}

/** A page on which invented neighbours give together. */
export function teams(today: string): TeamLine[] {
  return [
    {
      type: 'team',
      id: 'TM_demo_meals',
      projectId: 'cmp_meals',
      title: '三单元邻居一起捐（演示）',
      words: '楼上的周阿婆今年开始吃上了送到门口的热饭。我们几家商量，也帮别的老人出一点送饭的钱，多少都行。（演示页面，人物是虚构的。）',
      starterName: '徐师傅',
      targetFen: 200_000,
      endsOn: dayFrom(today, 60),
    },
  ]
}
