import type { messageContract } from '@minsheng/shared/contracts/message'
import type { DispatchDocument } from '../../src/features/message/dispatch/store.ts'
import { key } from '../actors.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** 消息: what each operation at the desk is tried with. */
export function messageRows({ app, visitor }: World): Rows<typeof messageContract> {
  /** One that did not arrive. */
  async function failed(): Promise<string> {
    const now = new Date()
    const dispatch: DispatchDocument = {
      _id: `dsp_${key()}`,
      messageId: key(),
      to: visitor.accountId,
      readerMasked: '138****0001',
      kind: 'notice',
      urgency: 'p2',
      channel: 'sms',
      state: 'failed',
      template: 'notice.sms',
      templateVersion: 1,
      values: {},
      link: null,
      attempts: 1,
      checks: 0,
      inFlight: false,
      nextAt: null,
      providerNumber: null,
      faultCode: 'isv.MOBILE_NUMBER_ILLEGAL',
      createdAt: now,
      sentAt: null,
      endedAt: now,
    }
    await app.db.collection<DispatchDocument>('message_dispatches').insertOne(dispatch)
    return dispatch._id
  }
  return {
    readStaffMessagesUpTo: async () => ({ body: { upTo: new Date().toISOString() } }),
    resendMessageDispatch: async () => ({ params: { dispatchId: await failed() }, body: { reason: '号码已经更正' } }),
  }
}
