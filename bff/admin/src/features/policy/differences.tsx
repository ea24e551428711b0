import type { DraftFindings } from '@minsheng/shared/contracts/policy'

/** What is otherwise than published now: each in a line of a table, gone on the left, come on the right. */
export function Differences({ differences, isNew }: { differences: DraftFindings['differences']; isNew: boolean }) {
  if (differences.length === 0) return <p className='quiet'>{isNew ? '这是新的，没有公布过的可比。' : '和公布的一样，还没有改动。'}</p>
  return (
    <table className='policy-table' aria-label='和公布的不同'>
      <thead>
        <tr>
          <th scope='col' style={{ width: 150 }}>
            哪一项
          </th>
          <th scope='col'>公布的</th>
          <th scope='col'>改成</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ topic, before, after }) => (
          <tr key={`${topic}:${before}:${after}`}>
            <th scope='row'>{topic}</th>
            <td className={before === null ? undefined : 'policy-removed'}>{before ?? '（没有）'}</td>
            <td className={after === null ? undefined : 'policy-added'}>{after ?? '（去掉）'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
