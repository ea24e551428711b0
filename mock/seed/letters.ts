import type { FeedLine } from '@minsheng/shared/contracts/feed'

type ThanksLine = Extract<FeedLine, { type: 'automatic_thanks' }>

/** What the demo charity says to whoever gives, ten minutes later, in the messages of their phone. */
export function automaticThanks(): ThanksLine[] {
  return [
    {
      type: 'automatic_thanks',
      id: 'thk_meals',
      campaignId: 'cmp_meals',
      text: '{{称呼}}，您好！\n您捐给{{项目}}的{{金额}}收到了，谢谢您。18 元就是一位老人的一顿热饭，送到的每一餐都由老人或家人签收，每月公布一次，您随时可以在项目页查看。',
    },
    {
      type: 'automatic_thanks',
      id: 'thk_desk',
      campaignId: 'cmp_desk',
      text: '{{称呼}}，您好！\n您捐给{{项目}}的{{金额}}收到了，谢谢您。书桌摆好以后，我们会把进展写在项目页，也会在“消息”里告诉您。',
    },
  ]
}
