import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { Alert } from 'antd'
import { Link } from 'react-router-dom'

/** How far a draft has come, and what comes next. */
export function DraftStanding({ draft }: { draft: PolicyDraft }) {
  const { state, note } = draft
  const told = { showIcon: true, style: { marginBottom: 16 } } as const
  if (state === 'draft' && note) return <Alert {...told} type='warning' title='复核退回了这份草稿' description={note} />
  if (state === 'submitted' && !draft.mayReview)
    return <Alert {...told} type='info' title='已交复核' description='要由没有参与起草的另一个人复核。再改动就要重新交。' />
  if (state === 'approved')
    return (
      <Alert
        {...told}
        type='success'
        title={`${draft.reviewedByName ?? ''}已同意`}
        description={`${note ? `意见：${note}。` : ''}再改动就要重新复核。`}
      />
    )
  if (state === 'dropped') return <Alert {...told} type='info' title='这份草稿已经放弃' description='公布的内容没有变。' />
  if (state === 'published')
    return (
      <Alert
        {...told}
        type='success'
        title={`已公布，是第 ${draft.publishedNumber} 版`}
        description={
          <Link className='text-link' to={publishedPage(draft)}>
            看公布的每一版
          </Link>
        }
      />
    )
  return null
}

/** Where what a draft became is read. */
function publishedPage({ kind, key, content }: PolicyDraft): string {
  const name = key ?? String(kind === 'policy' ? content.id : content.key)
  return `/${{ policy: 'policies', parameter: 'policy-parameters', higherOf: 'policy-groups' }[kind]}/${name}`
}
