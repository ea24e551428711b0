import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { fictitiousUscc } from './uscc.ts'

type CharityLine = Extract<FeedLine, { type: 'charity' }>

/** Invented organisations, each marked 演示； none of the names, codes and numbers belongs to anyone. */
export function charities(today: string): CharityLine[] {
  return [
    {
      type: 'charity',
      id: 'chr_demo',
      demo: true,
      name: '演示慈善组织',
      uscc: fictitiousUscc('53', 'MJYD0001'),
      certificateNumber: '演示证字第0001号',
      certificateExpiresOn: dayFrom(today, 900),
      contactName: '演示专员',
      contactPhone: '0571-00000001',
      address: '杭州市上城区湖滨街道演示路18号',
      subMchid: '1900009101',
    },
    {
      type: 'charity',
      id: 'chr_lakeside',
      demo: true,
      name: '演示·湖畔公益基金会',
      uscc: fictitiousUscc('53', 'MJYD0002'),
      certificateNumber: '演示证字第0002号',
      certificateExpiresOn: dayFrom(today, 700),
      contactName: '沈老师',
      contactPhone: '0571-00000002',
      address: '杭州市上城区清波街道演示巷6号',
      subMchid: '1900009102',
    },
    {
      type: 'charity',
      id: 'chr_neighbour',
      demo: true,
      name: '演示·邻里慈善会',
      uscc: fictitiousUscc('51', 'MJYD0003'),
      certificateNumber: '演示证字第0003号',
      certificateExpiresOn: dayFrom(today, 500),
      contactName: '陈老师',
      contactPhone: '0571-00000003',
      address: '杭州市上城区采荷街道演示新村3幢',
      subMchid: null,
    },
    {
      type: 'charity',
      id: 'chr_goods',
      demo: true,
      name: '演示·暖心物资站',
      uscc: fictitiousUscc('52', 'MJYD0004'),
      certificateNumber: null,
      certificateExpiresOn: null,
      contactName: '俞师傅',
      contactPhone: '0571-00000004',
      address: '杭州市上城区九堡街道演示路102号',
      subMchid: null,
    },
  ]
}

/** The merchants that the pay stand-in knows by name. */
export function demoSubMerchants(): Map<string, string> {
  const named = charities('2026-01-01').flatMap((charity) => (charity.subMchid === null ? [] : [[charity.subMchid, charity.name] as const]))
  return new Map(named)
}
