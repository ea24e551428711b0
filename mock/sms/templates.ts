/** Message templates as the operator approved them: `{name}` stands for a parameter. */
const SIGN_IN_CODE = { kind: 'code', text: '您的验证码是{code}，5分钟内有效。请勿告诉他人。' } as const
const TEMPLATES: Record<string, { kind: 'code' | 'notice'; text: string }> = {
  SMS_100001: SIGN_IN_CODE,
  SMS_475120086: SIGN_IN_CODE,
  SMS_475120087: { kind: 'notice', text: '{title}。请打开“民生直达”小程序，在“消息”里看详情。我们不会让您转账。' },
  SMS_475120090: { kind: 'notice', text: '{title}。请打开“民生直达”查看。急救请打120。' },
  SMS_475120091: { kind: 'notice', text: '您有一条工作提醒，请登录“民生直达”管理后台，在“我的消息”里查看。' },
  SMS_475120088: { kind: 'notice', text: '您有一条重要通知，请打开“民生直达”小程序，在“消息”里查看。' },
}

export interface SmsTemplate {
  kind: 'code' | 'notice'
  /** The names of its parameters. */
  parameters: string[]
  render(sign: string, values: Record<string, string>): string
}

export function findTemplate(code: string): SmsTemplate | undefined {
  const template = TEMPLATES[code]
  if (template === undefined) return undefined
  return {
    kind: template.kind,
    parameters: [...template.text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string),
    render: (sign, values) => `【${sign}】${template.text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}`,
  }
}
