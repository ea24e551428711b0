import './bars.css'

export interface Bar {
  label: string
  /** Read out and shown on hover. */
  words: string
  value: number
}

/** A row of bars over a common ground; the same numbers stand in the table below it. */
export function Bars({ title, bars, every }: { title: string; bars: readonly Bar[]; every: number }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const total = bars.reduce((sum, { value }) => sum + value, 0)
  return (
    <figure className='bars' aria-label={`${title}，共 ${total} 次，最多一格 ${most} 次；数字见下方表格`}>
      <figcaption>
        <strong>{title}</strong>
        <span className='quiet'>最高 {most}</span>
      </figcaption>
      <div className='bars-row' aria-hidden>
        {bars.map(({ label, words, value }, index) => (
          <div key={label} className='bar' title={words}>
            <div className='bar-space'>
              <div className='bar-value' style={{ height: `${value === 0 ? 0 : Math.max(3, (value / most) * 100)}%` }} />
            </div>
            <span>{index % every === 0 ? label : ''}</span>
          </div>
        ))}
      </div>
    </figure>
  )
}
