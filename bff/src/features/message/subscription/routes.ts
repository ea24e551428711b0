import { messageContract as contract, type PromptMoment } from '@minsheng/shared/contracts/message'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadMessages, visitorOf } from '../access.ts'
import { type SubscribeTemplate, templateName } from '../template/domain.ts'
import { templates } from '../template/list.ts'
import { isOneSort, promptFor } from './domain.ts'
import type { SubscriptionStore } from './store.ts'

interface SubscriptionParts {
  subscriptions: SubscriptionStore
  codeOf: (name: string) => string | undefined
  clock: Clock
}

/** One WeChat account and template have one stock, found by its number. */
const subscriptionOf = (accountId: string, template: string) => ({
  _id: derivedId('sub', `${accountId}|${template}`),
  accountId,
  template,
})

export function subscriptionRoutes({ subscriptions, codeOf, clock }: SubscriptionParts): Route[] {
  /** The templates that WeChat knows under a number. */
  const known = () =>
    templates
      .filter((template): template is SubscribeTemplate => template.channel === 'subscribe')
      .flatMap((template) => {
        const name = templateName(template)
        const templateId = codeOf(name)
        return templateId === undefined ? [] : [{ ...template, name, templateId }]
      })

  /** Nothing is asked outside WeChat. */
  async function promptOf({ channel, wechatAccountId }: Visitor, moment: PromptMoment) {
    if (channel !== 'weapp' || wechatAccountId === null) return []
    return promptFor(moment, known(), await subscriptions.stocks(wechatAccountId), clock.now())
  }

  return [
    route({
      operation: contract.getSubscriptionPrompt,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: 'reading what may be asked' },
      run: async ({ params }, actor) => ({
        templates: (await promptOf(actor, params.moment)).map(({ templateId, title }) => ({ templateId, title })),
      }),
    }),
    route({
      operation: contract.answerSubscriptionPrompt,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { action: 'message_subscription.answer', subject: ({ accountId }) => accountId },
      run: async ({ body, context }, { wechatAccountId }) => {
        if (wechatAccountId === null) throw new AppError('wrong_state', { detail: '订阅微信消息要在微信小程序里进行' })
        const answered = body.answers.map(({ templateId, answer }, index) => {
          const template = known().find((one) => one.templateId === templateId)
          if (!template)
            throw new AppError('invalid_input', {
              issues: [{ path: `body.answers.${index}.templateId`, message: '没有这种订阅消息，请刷新页面' }],
            })
          return { template, accepted: answer === 'accept' }
        })
        if (!isOneSort(answered.map(({ template }) => template)))
          throw new AppError('invalid_input', { issues: [{ path: 'body.answers', message: '一次性订阅和长期订阅不能一起申请' }] })
        const answerKey = context.idempotencySeed ?? context.requestId
        for (const { template, accepted } of answered)
          await subscriptions.answered(subscriptionOf(wechatAccountId, template.name), {
            key: answerKey,
            accepted,
            longTerm: template.sort === 'long_term',
            at: clock.now(),
          })
        return { accepted: answered.filter(({ accepted }) => accepted).length }
      },
    }),
  ]
}
