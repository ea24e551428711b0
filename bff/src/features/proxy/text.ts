/** The text both sides agree to; a change gets a new version, and the old ones stay, for records name them. */
export const consentText = {
  version: '2026-12',
  elder: [
    '我请这位亲友或工作人员，替我办上面选中的事。没有选的事，他（她）不能办。',
    '到期自动结束。我随时可以收回，收回后马上不能再办，不用说明理由。',
    '他（她）以我的名义看过什么、办过什么，我都能在“以我的名义办过的事”里看到。',
    '他（她）不能再转给别人办，不能替我付款，不能替我注销账号。',
    '选了“消息”，又没有登记手机号的，给我的重要消息会用短信发到他（她）的手机上。',
    '为此，民政部门会把选中事项里我的信息给他（她）看，并保存这份授权和办理记录，授权结束后保存三年。',
  ],
  proxy: [
    '我接受委托，只按对方的意愿办选中的事，不转给别人办。',
    '看到的信息只用来办事，不告诉无关的人。',
    '对方托付了“消息”又没有手机的，我会收到给对方的短信，并转告对方。',
    '我以对方名义看过、办过的事都有记录，对方看得到。',
    '对方可以随时收回；我也可以随时不再办。',
  ],
} as const

/** From which version on both agreed that whoever was let see the messages is sent them where the other has no phone. */
export const tellsInstead = '2026-12'

/** What nobody may do for another, in words. */
export const neverWords = ['付款捐赠', '再转托给别人', '下载全部个人信息', '注销账号', '更换手机号']

export const scopeWords = {
  gifts: { title: '捐赠和凭证', detail: '看捐了多少、凭证和捐款去向' },
  giving: { title: '月捐和感谢信', detail: '约定或停用月捐提醒、管凭证和感谢信；不能付款' },
  messages: { title: '消息', detail: '看收到的消息；没有手机的，短信发给代办人' },
  help: { title: '一键呼', detail: '代为呼叫帮助、看处理进展；有呼叫时马上告诉代办人' },
  care_bed: { title: '家庭养老床位', detail: '看上门服务、签收和评价' },
  policy: { title: '政策和补贴', detail: '看能享受的政策、代为申请' },
  my_data: { title: '我的资料', detail: '看政府部门登记了哪些信息、申请更正' },
} as const
