import type { MessageKind } from '@minsheng/shared/contracts/message'
import { type SubscribeTemplate, type Template, templateName } from './domain.ts'

/** A card of three lines, as WeChat's library has them for this kind. */
function card(
  kind: MessageKind,
  title: string,
  hint: string,
  { sort = 'one_time', matter = '{title}', version = 1 }: Partial<Pick<SubscribeTemplate, 'sort' | 'version'>> & { matter?: string } = {},
): SubscribeTemplate {
  return {
    kind,
    channel: 'subscribe',
    version,
    title,
    sort,
    fields: [
      { key: 'thing1', label: '事项', text: matter },
      { key: 'time2', label: '时间', text: '{time}' },
      { key: 'thing3', label: '提示', text: hint },
    ],
  }
}

/**
 * Every template, by kind and channel. A change of a text is a new version, because the provider approves each anew.
 * A text message tells no more than that something happened: it may be read by whoever holds the phone.
 */
export const templates: readonly Template[] = [
  card('refund', '退款结果', '点开看这笔捐赠'),
  card('receipt', '捐赠凭证', '点开看捐赠凭证'),
  card('thanks', '感谢信', '点开看信'),
  card('progress', '项目进展', '点开看最新进展'),
  card('monthly_gift', '月捐提醒', '点开就能捐，不会自动扣款'),
  card('team', '团队进展', '点开看大家捐了多少'),
  card('help', '呼叫进展', '点开看谁来、到哪一步', { sort: 'long_term' }),
  // Its titles may hold a name, which is not for whoever looks at the phone.
  card('notice', '重要通知', '点开看通知', { sort: 'long_term', matter: '您有一条重要通知', version: 2 }),
  { kind: 'refund', channel: 'sms', version: 1, text: '{title}。请打开“民生直达”小程序，在“消息”里看详情。我们不会让您转账。' },
  { kind: 'help', channel: 'sms', version: 1, text: '{title}。请打开“民生直达”查看。急救请打120。' },
  { kind: 'notice', channel: 'sms', version: 1, text: '您有一条重要通知，请打开“民生直达”小程序，在“消息”里查看。' },
  { kind: 'desk', channel: 'sms', version: 1, text: '您有一条工作提醒，请登录“民生直达”管理后台，在“我的消息”里查看。' },
  {
    kind: 'notice',
    channel: 'voice',
    version: 1,
    text: '您好，这里是上城区民政局。您有一条重要通知，请打开民生直达小程序查看，或拨打12345询问。',
  },
  {
    kind: 'help',
    channel: 'voice',
    version: 1,
    text: '您好，这里是上城区民政局一键呼。您有一条一键呼的消息，请马上打开民生直达小程序查看，或拨打12345询问。',
  },
]

const byName = new Map(templates.map((template) => [templateName(template), template]))

/** The template of a kind on a channel; undefined when there is none. */
export const templateOf = (kind: MessageKind, channel: Template['channel']) => byName.get(templateName({ kind, channel }))
