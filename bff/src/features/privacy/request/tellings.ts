import type { Send } from '../../message/index.ts'
import type { RequestRecord } from './store.ts'

const answers = { accepted: '已按您说的更正', partly: '部分作了更正', refused: '没有更正' } as const

export type RequestTellings = ReturnType<typeof createRequestTellings>

/** What someone is told when their request was decided. */
export function createRequestTellings(send: Send) {
  return {
    decided: ({ _id, accountId, kind }: Pick<RequestRecord, '_id' | 'accountId' | 'kind'>, decision: keyof typeof answers) =>
      send({
        id: `data-request:${_id}:decided`,
        to: accountId,
        kind: 'notice',
        title: kind === 'correction' ? `更正申请有答复：${answers[decision]}` : '您请我们重新看的结论有答复了',
        body: '请打开“我的资料”看理由。有不同意见，可以再次申请，或依法申请行政复议。',
        link: '/packages/mine/requests/index',
      }),
  }
}
