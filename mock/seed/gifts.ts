import { createHash } from 'node:crypto'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { codeId } from './codes.ts'

type GiftLine = Extract<FeedLine, { type: 'gift' }>

interface Stream {
  campaignId: string
  /** Days back to the first and the last day somebody gave. */
  from: number
  to: number
  /** Gifts a week. */
  aWeek: number
  /** Codes people scan, the busiest first; null: from the list of projects. */
  venues: (string | null)[]
}

/** Within each campaign's time, and within the days whose bill WeChat Pay still has. */
const streams: Stream[] = [
  { campaignId: 'cmp_meals', from: 38, to: 1, aWeek: 9, venues: ['ven_xiaoying', 'ven_caihe', 'ven_hubin', null] },
  { campaignId: 'cmp_desk', from: 80, to: 1, aWeek: 4, venues: ['ven_ziyang', null] },
  { campaignId: 'cmp_handrail', from: 24, to: 1, aWeek: 5, venues: ['ven_qingbo', 'ven_hubin', null] },
]
/** Yuan, small ones most often; none from 100 to 400, which are the amounts of the kill tests. */
const AMOUNTS = [10, 20, 50, 10, 18, 30, 90, 20, 66, 50, 45, 88, 10, 36, 500, 90, 20, 1000]
const HOURS = [7, 9, 10, 11, 12, 12, 14, 16, 17, 18, 19, 20]
/** Invented neighbours; null wants not to be named. The first come again and again, most of the others once. */
const DONORS: (string | null)[] = [
  '湖滨的邻居',
  null,
  '小营老徐',
  '采荷一家人',
  '望江读书会',
  '四季青的早餐铺',
  '清波门外',
  null,
  '南星退休教师',
  '紫阳三号楼',
  '凯旋路上班族',
  '彭埠小学家长',
  '九堡的快递员',
  null,
  '笕桥老战友',
  '丁兰的外婆',
  '半山居民',
  '闸弄口理发师',
  '一位路过的人',
  null,
  '中河边的小顾',
  '老城站的阿明',
  '鼓楼修表匠',
  '吴山脚下',
  '小河直街',
  '艮山门志愿者',
  '太庙广场舞队',
  '御街书店',
  null,
  '建国路护士',
  '解放路小周',
  '庆春路花店',
  '秋涛路老陈',
  '钱江新城程序员',
  '望江门菜摊',
  '江城路面馆',
  null,
  '近江的爷爷',
  '始版桥邻里',
  '景芳五区',
]

/** A number from 0 to 1 that looks drawn by lot and is the same each time. */
function lot(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48
}
const pick = <T>(items: readonly T[], share: number): T => items[Math.min(items.length - 1, Math.floor(share * items.length))] as T

/** Gifts of the last weeks by many people, on the days before `today`; the stand-in of WeChat Pay is told of them as well. */
export function recentGifts(today: string): GiftLine[] {
  return [...residentsOwn(today), ...gifts(today)]
}

/** Two of the demo resident's own, so that thanks and receipts are there to be seen. */
function residentsOwn(today: string): GiftLine[] {
  return [12, 3].map((daysAgo, index) => ({
    type: 'gift',
    id: `GY_demo_own_${index + 1}`,
    campaignId: 'cmp_meals',
    amountFen: 1_800,
    paidOn: dayFrom(today, -daysAgo),
    transactionId: `420000990200000000000000000${index + 1}`,
    donorName: '演示居民',
    hour: 9,
  }))
}

function gifts(today: string): GiftLine[] {
  return streams.flatMap(({ campaignId, from, to, aWeek, venues }) =>
    Array.from({ length: from - to + 1 }, (_, index) => dayFrom(today, index - from)).flatMap((paidOn, index) => {
      const draw = (what: string) => lot(`gift|${campaignId}|${index}|${what}`)
      const count = Math.floor(aWeek / 7 + draw('count'))
      return Array.from({ length: count }, (_, nth): GiftLine => {
        const donor = Math.min(DONORS.length - 1, Math.floor(draw(`donor${nth}`) ** 1.7 * DONORS.length))
        const venueId = pick(venues, draw(`venue${nth}`) ** 1.6)
        const number = `${index.toString().padStart(2, '0')}${nth}`
        return {
          type: 'gift',
          id: `GY_demo_${campaignId.slice(4)}_${number}`,
          campaignId,
          amountFen: pick(AMOUNTS, draw(`amount${nth}`)) * 100,
          paidOn,
          transactionId: `42000099${createHash('sha256').update(`${campaignId}${number}`).digest().readUIntBE(0, 6).toString().padStart(15, '0')}${number}`,
          donorName: DONORS[donor] ?? null,
          donorId: `acc_demo_${donor.toString().padStart(2, '0')}`,
          hour: pick(HOURS, draw(`hour${nth}`)),
          ...(venueId === null ? {} : { codeId: codeId(campaignId, venueId) }),
        }
      })
    }),
  )
}
