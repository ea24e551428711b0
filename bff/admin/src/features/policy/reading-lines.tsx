import type { PolicyPublication } from '@minsheng/shared/contracts/policy'

/** A version in sentences, topic by topic. */
export function ReadingLines({ lines, without = [] }: { lines: PolicyPublication['reading']; without?: readonly string[] }) {
  const topics = [...new Set(lines.map(({ topic }) => topic))].filter((topic) => !without.includes(topic))
  return (
    <dl className='policy-reading'>
      {topics.map((topic) => {
        const texts = lines.filter((line) => line.topic === topic).map(({ text }) => text)
        return (
          <div key={topic}>
            <dt>{topic}</dt>
            <dd>
              {texts.length === 1 ? (
                texts[0]
              ) : (
                <ul>
                  {texts.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
