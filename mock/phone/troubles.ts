/** One switch of the page: where it stands in the behaviour, and its choices, the first being the normal one. */
interface Switch {
  id: string
  label: string
  choices: Record<string, string>
}
export interface SwitchGroup {
  title: string
  switches: Switch[]
}

const NOTICE = { normal: '正常送达', silent: '不通知（平台要自己去查）', doubled: '同时送两份', late: '晚 30 秒再送' }
const TAMPER = {
  none: '真实',
  forged_signature: '签名是伪造的',
  altered_body: '内容在路上被改过',
  stale_timestamp: '过期的旧通知',
  unknown_serial: '陌生的公钥编号',
  signtest_probe: '微信的验签探测',
}
const API = {
  normal: '正常',
  slow: '慢 3 秒',
  timeout: '一直不回应',
  lost_answer: '办了，但回应丢了',
  error_after_work: '办了，但回应说系统异常',
  error_500: '系统异常，没有办',
  bad_gateway: '网络中断（502）',
  rate_limited: '请求太频繁',
  no_auth: '没有权限',
  forged_answer: '回应的签名是伪造的',
}

/** Ids are paths into the behaviour, parts joined by a hyphen. */
export const SWITCH_GROUPS: SwitchGroup[] = [
  {
    title: '付款',
    switches: [
      { id: 'notice', label: '到账通知', choices: { ...NOTICE, reordered: '排在退款通知后面才送' } },
      {
        id: 'tamper',
        label: '到账通知的内容',
        choices: {
          ...TAMPER,
          wrong_amount: '到账金额与订单不同',
          wrong_payee: '收款方与订单不同',
          wrong_appid: '小程序与订单不同',
          unknown_order: '平台没有这个订单',
        },
      },
      { id: 'api', label: '支付接口', choices: { ...API, stale_answer: '查询总说没有付款' } },
    ],
  },
  {
    title: '退款',
    switches: [
      {
        id: 'refund-result',
        label: '退款结果',
        choices: { SUCCESS: '退款成功', CLOSED: '退款关闭', ABNORMAL: '退款异常（银行卡已注销）', PROCESSING: '一直在处理' },
      },
      { id: 'refund-notice', label: '退款通知', choices: { ...NOTICE, reordered: '成功之后又送来“处理中”' } },
      {
        id: 'refund-tamper',
        label: '退款通知的内容',
        choices: { ...TAMPER, wrong_amount: '退款金额不同', wrong_payee: '收款方不同', unknown_order: '平台没有这笔退款' },
      },
      {
        id: 'refund-api',
        label: '退款接口',
        choices: { ...API, stale_answer: '查询总说处理中', not_enough: '商户余额不足', account_abnormal: '付款人账户异常' },
      },
    ],
  },
  {
    title: '对账单',
    switches: [
      {
        id: 'bill-ready',
        label: '对账单',
        choices: { by_time: '第二天 10 点以后有', now: '现在就有，包括今天', creating: '一直在生成', missing: '没有账单' },
      },
      { id: 'bill-api', label: '对账单接口', choices: { ...API, wrong_hash: '账单与校验值不符' } },
    ],
  },
]

/** The ids as the page's script reads and sends them. */
export const SWITCH_IDS: string[] = SWITCH_GROUPS.flatMap((group) => group.switches.map(({ id }) => id))

export function switchesHtml(): string {
  const option = ([value, words]: [string, string]) => `<option value="${value}">${words}</option>`
  const field = ({ id, label, choices }: Switch) => `<label for="${id}">${label}</label>
<select id="${id}" name="${id}">
${Object.entries(choices).map(option).join('\n')}
</select>`
  return SWITCH_GROUPS.map(
    ({ title, switches }) => `<fieldset>\n<legend>${title}</legend>\n${switches.map(field).join('\n')}\n</fieldset>`,
  ).join('\n')
}
