import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import { createReports } from '../server/reports.ts'
import { addTroubles } from '../server/trouble.ts'
import { answerActions } from './actions.ts'
import { sendDetails } from './details.ts'
import type { SmsInbox } from './messages.ts'
import { sendSms } from './send.ts'

export interface SmsOptions {
  accessKey: { id: string; secret: string }
  inbox: SmsInbox
  limits: 'on' | 'off'
  clock?: Clock
}

/** Stand-in for dysmsapi.aliyuncs.com: SendSms, QuerySendDetails and the receipts. */
export function createSms(options: SmsOptions): Koa {
  const clock = options.clock ?? systemClock
  const reports = createReports()
  const koa = new Koa()
  koa.use(reports.router.routes())
  addTroubles(koa, () => {
    options.inbox.clear()
    reports.reset()
  })
  koa.use(
    answerActions(options.accessKey, clock, {
      SendSms: (parameters) => sendSms(parameters, { inbox: options.inbox, clock, limits: options.limits, reports }),
      QuerySendDetails: (parameters) => sendDetails(parameters, options.inbox.list(), clock.now()),
    }),
  )
  return koa
}
