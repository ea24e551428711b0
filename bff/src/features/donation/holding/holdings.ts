import { accountingYears, keptWords } from '@minsheng/shared/law/personal-data'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan, plainYuan } from '@minsheng/shared/units/money'
import type { HoldingPart } from '../../../platform/protect/holding.ts'
import type { HoldingStore } from './store.ts'

const SHOWN = 5

const giftStates = { awaiting: '待支付', paid: '已到账', closed: '已关闭', quarantined: '核对中' } as const
const monthlyStates = { active: '每月提醒', paused: '已暂停', stopped: '已停止', ended: '已结束' } as const
const receiptStates = { pending: '正在开', issued: '已开出', reversed: '已冲销' } as const

const at = (instant: Date | null) => (instant ? formatInstant(instant) : null)

/** What giving leaves behind, as the giver may see it. */
export function donationHoldings(store: HoldingStore, clock: Clock): HoldingPart[] {
  const kept = () => keptWords(accountingYears, shanghaiDate(clock.now()))
  return [
    {
      key: 'gifts',
      title: '捐赠记录',
      purpose: '记清楚每一笔钱的来去，给您看、给慈善组织入账',
      basis: '慈善法第四十二条；捐赠时您提供的称呼',
      get kept() {
        return `会计凭证${kept()}`
      },
      correctable: ['捐赠人称呼'],
      async show({ ownerIds }) {
        const [count, latest] = await Promise.all([store.countGifts(ownerIds), store.gifts(ownerIds, SHOWN)])
        return {
          count,
          rows: latest.map((gift) => ({
            label: formatInstant(gift.createdAt),
            value: `${gift.projectTitle}，¥${formatYuan(gift.amountFen)}，${giftStates[gift.state]}`,
          })),
        }
      },
      rows: async ({ ownerIds }) =>
        (await store.gifts(ownerIds)).map((gift) => ({
          订单号: gift._id,
          项目: gift.projectTitle,
          慈善组织: gift.charityName,
          金额元: plainYuan(gift.amountFen),
          已退元: plainYuan(gift.refundedFen ?? 0),
          状态: giftStates[gift.state],
          称呼: gift.anonymous ? '匿名' : gift.donorName,
          下单时间: at(gift.createdAt),
          到账时间: at(gift.paidAt),
          微信支付单号: gift.transactionId,
        })),
      gone: ['捐赠时留下的称呼'],
      get stays() {
        return [{ what: '捐赠流水和账本（不再显示您是谁）', why: `慈善法要求留账，会计凭证${kept()}` }]
      },
      async inTheWay({ ownerIds }) {
        const [awaiting, returning] = await Promise.all([store.countAwaiting(ownerIds), store.countRefundsUnderWay(ownerIds)])
        return [
          ...(awaiting > 0 ? [`有 ${awaiting} 笔捐赠还没有付完，几分钟后会自动关闭`] : []),
          ...(returning > 0 ? [`有 ${returning} 笔退款还在路上，钱回到您手里后才能注销`] : []),
        ]
      },
      forget: ({ ownerIds }, when) => store.unname(ownerIds, when),
    },
    {
      key: 'receipts',
      title: '捐赠凭证',
      purpose: '证明您捐过，供您查验',
      basis: '慈善法第三十八条',
      get kept() {
        return kept()
      },
      correctable: ['捐赠人称呼'],
      async show({ ownerIds }) {
        const receipts = await store.receipts(ownerIds)
        return {
          count: receipts.length,
          rows: receipts.slice(0, SHOWN).map((receipt) => ({
            label: receipt.number ?? receiptStates[receipt.state],
            value: `${receipt.charityName}，¥${formatYuan(receipt.amountFen)}`,
          })),
        }
      },
      rows: async ({ ownerIds }) =>
        (await store.receipts(ownerIds)).map((receipt) => ({
          凭证编号: receipt.number,
          订单号: receipt.giftId,
          慈善组织: receipt.charityName,
          项目: receipt.projectTitle,
          金额元: plainYuan(receipt.amountFen),
          捐赠人: receipt.anonymous ? '匿名' : receipt.donorName,
          状态: receiptStates[receipt.state],
          开出时间: at(receipt.issuedAt),
        })),
      get stays() {
        return [{ what: '已经开出的捐赠凭证，上面的称呼不变', why: `凭证是会计档案，${kept()}` }]
      },
    },
    {
      key: 'monthly_gifts',
      title: '月捐约定',
      purpose: '到日子提醒您捐',
      basis: '您自己约定',
      kept: '约定停止后随捐赠记录保存',
      correctable: [],
      async show({ ownerIds }) {
        const monthlies = await store.monthlies(ownerIds)
        return {
          count: monthlies.length,
          rows: monthlies.slice(0, SHOWN).map((monthly) => ({
            label: `每月 ${monthly.dayOfMonth} 日`,
            value: `${monthly.projectTitle}，¥${formatYuan(monthly.amountFen)}，${monthlyStates[monthly.state]}`,
          })),
        }
      },
      rows: async ({ ownerIds }) =>
        (await store.monthlies(ownerIds)).map((monthly) => ({
          编号: monthly._id,
          项目: monthly.projectTitle,
          金额元: plainYuan(monthly.amountFen),
          每月几日: monthly.dayOfMonth,
          状态: monthlyStates[monthly.state],
          约定时间: at(monthly.createdAt),
        })),
      async ends({ ownerIds }) {
        const running = (await store.monthlies(ownerIds)).filter(({ state }) => state === 'active' || state === 'paused')
        return running.length > 0 ? [`${running.length} 个月捐约定停止提醒`] : []
      },
    },
    {
      key: 'teams',
      title: '一起捐',
      purpose: '您发起的页面，请亲友一起捐',
      basis: '您自己发起',
      kept: '页面结束后保存；注销时抹去发起人称呼',
      correctable: [],
      async show({ ownerIds }) {
        const teams = await store.teams(ownerIds)
        return { count: teams.length, rows: teams.slice(0, SHOWN).map((team) => ({ label: team.title, value: team.projectTitle })) }
      },
      rows: async ({ ownerIds }) =>
        (await store.teams(ownerIds)).map((team) => ({
          编号: team._id,
          标题: team.title,
          想说的话: team.words,
          发起人称呼: team.starterName,
          项目: team.projectTitle,
          截止日期: team.endsOn,
        })),
      gone: ['一起捐页面上的发起人称呼'],
      async ends({ ownerIds }) {
        const open = (await store.teams(ownerIds)).filter(({ state }) => state === 'open' || state === 'checking' || state === 'in_review')
        return open.length > 0 ? [`${open.length} 个一起捐页面结束`] : []
      },
    },
  ]
}
