import type { NewMessage } from '../../message/index.ts'
import type { ApplicationRecord } from './store.ts'

type Seen = Pick<ApplicationRecord, '_id' | 'accountId' | 'rev'>

/** One message for one step: its key is the revision that the step makes. */
const about = ({ _id, accountId, rev }: Seen, what: string) => ({
  id: `application:${_id}:${what}:${rev + 1}`,
  to: accountId,
  kind: 'notice' as const,
  link: `/packages/policy/application/index?id=${_id}`,
})

/**
 * What someone is told of their application, as it was seen before the step: where it is, never what it is about, for a
 * message is read over shoulders.
 */
export const applicationTellings = {
  accepted: (seen: Seen): NewMessage => ({
    ...about(seen, 'accepted'),
    title: '您的申请已受理',
    body: '街道开始核对情况。办到哪一步、哪天前办好，点开能看到。',
  }),
  toSupplement: (seen: Seen): NewMessage => ({
    ...about(seen, 'supplement'),
    title: '您的申请要补材料',
    body: '缺什么、怎么补、哪天前补，点开能看到，可以直接拍照上传。',
  }),
  decided: (seen: Seen, granted: boolean): NewMessage => ({
    ...about(seen, 'decided'),
    title: granted ? '您的申请已经批准' : '您的申请没有批准',
    body: granted
      ? '从哪个月起、每次多少、哪天前发，点开看书面决定。'
      : '理由写在书面决定里，点开能看到。不同意的，可以提出异议，由没有经手过的人重新看。',
  }),
  /** To the other grown-ups of a household: what is decided about it is everybody's matter. */
  household: (seen: Seen, to: string, what: 'decided' | 'answered'): NewMessage => ({
    ...about(seen, `${what}:${to}`),
    to,
    title: what === 'decided' ? '您家的一项申请有了决定' : '您家一项申请的异议有了答复',
    body:
      what === 'decided' ? '点开看书面决定。不同意的，您也可以提出异议，由没有经手过的人重新看；期限写在里面。' : '结果和理由点开能看到。',
  }),
  answered: (seen: Seen, outcome: 'upheld' | 'reopened'): NewMessage => ({
    ...about(seen, 'answered'),
    title: outcome === 'upheld' ? '您的异议有答复：维持原决定' : '您的异议有答复：重新办理',
    body:
      outcome === 'upheld'
        ? '理由点开能看到。还不同意的，可以申请行政复议或提起诉讼，期限也写在里面。'
        : '原来的决定已经撤销，由街道重新核对，结果会再书面告诉您。',
  }),
}
