/** What the long form of a campaign asks for, by its labels; dates, money and channel are left to the journey. */
export const campaignPlan = {
  一句话说明: '每天早上给环卫工和独居老人一碗热粥',
  详细介绍: '粥铺每天六点开锅，志愿者把粥送到三个街口。',
  募捐地域: '杭州市上城区小营街道',
  活动负责人: '周慧',
  接受捐赠的账户: '演示慈善组织 微信支付特约商户 1900009101',
  受益人: '环卫工人和独居老人约 120 位',
  款物用途: '买米、豆子和燃气',
  募捐成本: '无',
  剩余财产处理: '用于下一季的热粥',
  查询方式: '拨打 0571-00000001 或在项目页查看',
}

/** The calendar date some days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
