import type { FeedLine } from '@minsheng/shared/contracts/feed'

type VenueLine = Extract<FeedLine, { type: 'venue' }>

const venue = (
  id: string,
  name: string,
  kind: VenueLine['kind'],
  community: string,
  address: string,
  [lat, lng]: [number, number],
): VenueLine => ({
  type: 'venue',
  id,
  name,
  kind,
  community,
  address: `杭州市上城区${address}`,
  position: { lat, lng },
})

/** Where codes hang: real streets of the district, invented places in them; WGS-84. */
export function venues(): VenueLine[] {
  return [
    venue('ven_hubin', '湖滨街道慈善基地（演示）', 'charity_base', '湖滨街道', '湖滨街道演示路18号1楼', [30.2545, 120.165]),
    venue('ven_qingbo', '清波街道幸福邻里坊（演示）', 'community', '清波街道', '清波街道演示巷6号', [30.2401, 120.1642]),
    venue('ven_xiaoying', '小营街道老年食堂（演示）', 'community', '小营街道', '小营街道演示里27号', [30.2492, 120.1771]),
    venue('ven_wangjiang', '望江街道便民服务点（演示）', 'community', '望江街道', '望江街道演示家园12幢底楼', [30.2331, 120.1834]),
    venue('ven_caihe', '采荷老街爱心早餐店（演示）', 'shop', '采荷街道', '采荷街道演示新村3幢5号', [30.2483, 120.1952]),
    venue('ven_ziyang', '紫阳街道邻里书房（演示）', 'community', '紫阳街道', '紫阳街道演示坊41号', [30.2287, 120.1733]),
    venue('ven_jiubao', '九堡街道物资中转站（演示）', 'charity_base', '九堡街道', '九堡街道演示路102号', [30.3072, 120.2703]),
    venue('ven_dinglan', '丁兰街道公益集市（演示）', 'event', '丁兰街道', '丁兰街道演示公园东门', [30.3561, 120.2304]),
  ]
}
