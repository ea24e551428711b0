import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { Button } from 'antd'
import { listAt, textAt } from './content.ts'
import { useEditor } from './context.ts'

/** Cases published earlier that would no longer hold: taken over with what comes out now, or given up. */
export function BrokenCases({ results }: { results: DraftFindings['cases'] }) {
  const { content, set, readOnly } = useEditor()
  const broken = results.filter((one) => one.of === 'published' && !one.passes)
  const retired = listAt(content, ['retires'])
  if (broken.length === 0 && retired.length === 0) return null
  return (
    <fieldset>
      <legend>以前公布的例子</legend>
      <p className='quiet'>这次改动会让下面的例子和当初不一样。逐个看：确实应该变的，作废旧例子；不应该变的，说明改错了。</p>
      {broken.map((one) => (
        <div key={`${one.policyId}:${one.name}:${one.on}`} className='policy-block'>
          <strong>
            {one.policyTitle}：{one.name}
          </strong>
          <p className='policy-fault'>
            {one.on}，原来{one.wanted.words}，现在算出来{one.found.words}
          </p>
          {!readOnly && (
            <Button
              size='small'
              aria-label={`作废旧例子：${one.name}`}
              onClick={() => set(['retires'], [...retired, { policy: one.policyId, name: one.name }])}
            >
              应该变，作废旧例子
            </Button>
          )}
        </div>
      ))}
      {retired.length > 0 && (
        <p>
          已选作废 {retired.length} 个：{retired.map((_, index) => textAt(content, ['retires', index, 'name'])).join('、')}
          {!readOnly && (
            <Button size='small' style={{ marginLeft: 8 }} onClick={() => set(['retires'], [])}>
              全部恢复
            </Button>
          )}
        </p>
      )}
    </fieldset>
  )
}
