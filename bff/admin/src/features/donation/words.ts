import type { Campaign, GiftCode, GiftRow, PaymentCase, Venue } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../ui/state-tag.tsx'

interface StateWords {
  word: string
  tone: StateTone
}

export const campaignStates: Record<Campaign['state'], StateWords> = {
  draft: { word: '草稿', tone: 'draft' },
  in_review: { word: '审核中', tone: 'waiting' },
  returned: { word: '已退回', tone: 'warning' },
  published: { word: '募捐中', tone: 'good' },
  closed: { word: '已结束', tone: 'over' },
}

export const codeStates: Record<GiftCode['state'], StateWords> = {
  active: { word: '使用中', tone: 'good' },
  paused: { word: '已暂停', tone: 'paused' },
  revoked: { word: '已吊销', tone: 'danger' },
  expired: { word: '已到期', tone: 'over' },
}

export const giftStates: Record<GiftRow['state'], StateWords> = {
  paid: { word: '已到账', tone: 'good' },
  awaiting: { word: '待付款', tone: 'waiting' },
  closed: { word: '未付款，已关闭', tone: 'over' },
  quarantined: { word: '到账待核对', tone: 'danger' },
}

export const giftChannels: Record<GiftRow['channel'], string> = { jsapi: '微信小程序', h5: '手机网页', bank: '银行转账' }

export const venueKinds: Record<Venue['kind'], string> = {
  charity_base: '慈善基地',
  community: '社区',
  shop: '爱心商户',
  event: '活动现场',
}

export const paymentCaseKinds: Record<PaymentCase['kind'], string> = {
  amount_differs: '金额与订单不同',
  payee_differs: '收款商户不是本组织',
  appid_differs: '付款来源不是本小程序',
  order_unknown: '找不到对应订单',
  paid_again: '同一订单又付了一次',
  refund_unknown: '找不到对应退款',
  refund_differs: '退款与申请不同',
}

/** How each channel may take money, and what the law asks of it first. */
export const campaignChannels: Record<Campaign['channel'], { word: string; help: string }> = {
  designated: {
    word: '在指定平台募捐',
    help: '本小程序只展示项目，点“去捐款”会打开民政部指定的互联网公开募捐平台。需要公开募捐资格证书和备案编号（《慈善法》第二十七条）。',
  },
  own_site: {
    word: '在本组织自有渠道收款',
    help: '捐款由微信支付直接进入本组织自己的商户号。需要有效的公开募捐资格证书、备案编号、特约商户号和书面法律意见；缺一项就不能发布。',
  },
  targeted: {
    word: '定向募捐',
    help: '只向发起人、理事会成员和会员募捐，不得公开。不能生成公益码，也不会出现在居民端（《慈善法》第二十九、三十条）。',
  },
  in_kind: { word: '募集物资', help: '只收物品，不收钱。公益码上会写明送到哪里、收什么。' },
  demo: { word: '演示', help: '只用于培训和演示，收款走模拟环境，页面会标明“演示”，不会产生真实捐款。' },
}
