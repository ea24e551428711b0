import { messageContract as contract, type MessageTemplate } from '@minsheng/shared/contracts/message'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadDispatches, mayResendDispatch } from '../access.ts'
import { mostParts, templateName, templateText } from '../template/domain.ts'
import { templates } from '../template/list.ts'
import { mayResend } from './domain.ts'
import { presentDispatch, sumRows } from './present.ts'
import type { DispatchStore } from './store.ts'

interface DispatchRouteParts {
  dispatches: DispatchStore
  codeOf: (name: string) => string | undefined
  signName: string
  clock: Clock
}

const WEEK_MS = 7 * 24 * 3_600_000

export function dispatchRoutes({ dispatches, codeOf, signName, clock }: DispatchRouteParts): Route[] {
  return [
    route({
      operation: contract.listMessageDispatches,
      load: nothing,
      allow: mayReadDispatches,
      audit: { none: 'no person is named' },
      run: async ({ query }) => {
        const { cursor, limit, ...filter } = query
        const page = toPage(await dispatches.list(filter, decodeCursor(cursor), limit), limit)
        return { items: page.rows.map(presentDispatch), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.sumMessageDispatches,
      load: nothing,
      allow: mayReadDispatches,
      audit: { none: 'sums alone' },
      run: async () => {
        const since = new Date(clock.now().getTime() - WEEK_MS)
        return { since: since.toISOString(), rows: sumRows(await dispatches.sumSince(since)) }
      },
    }),
    route({
      operation: contract.resendMessageDispatch,
      load: async ({ params, body }) => {
        const dispatch = await dispatches.dispatch(params.dispatchId)
        return dispatch && { dispatch, reason: body.reason }
      },
      allow: mayResendDispatch,
      audit: { action: 'message_dispatch.resend', subject: ({ dispatch }) => dispatch._id, reason: ({ reason }) => reason },
      run: async (_, { dispatch }) => {
        if (!mayResend(dispatch.state)) throw new AppError('wrong_state', { detail: '这条消息已经送到，或者还在发送，不用再发' })
        const change = {
          state: 'queued',
          attempts: 0,
          checks: 0,
          inFlight: false,
          nextAt: clock.now(),
          endedAt: null,
          faultCode: null,
        } as const
        if (!(await dispatches.move(dispatch._id, dispatch.state, change))) throw new AppError('conflict')
        return presentDispatch({ ...dispatch, ...change })
      },
    }),
    route({
      operation: contract.listMessageTemplates,
      load: nothing,
      allow: mayReadDispatches,
      audit: { none: 'no person is named' },
      run: () => ({
        items: templates.map(
          (template): MessageTemplate => ({
            name: templateName(template),
            version: template.version,
            kind: template.kind,
            channel: template.channel,
            text: templateText(template),
            mostParts: template.channel === 'sms' ? mostParts(template, signName) : null,
            sort: template.channel === 'subscribe' ? template.sort : null,
            ready: codeOf(templateName(template)) !== undefined,
          }),
        ),
      }),
    }),
  ]
}
