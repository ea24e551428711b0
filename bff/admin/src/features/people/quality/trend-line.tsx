const [WIDTH, HEIGHT] = [140, 32]

/** The way of a score over the last days, from 0 to 100; what it says is said in words too. */
export function TrendLine({ scores, words }: { scores: readonly number[]; words: string }) {
  if (scores.length < 2) return <span className='quiet'>满两天后有走势</span>
  const least = Math.min(...scores, 9_500)
  const at = (score: number, index: number) =>
    `${((index * WIDTH) / (scores.length - 1)).toFixed(1)},${(HEIGHT - 2 - ((score - least) / Math.max(10_000 - least, 1)) * (HEIGHT - 4)).toFixed(1)}`
  return (
    <svg width={WIDTH} height={HEIGHT} role='img' aria-label={words}>
      <polyline points={scores.map(at).join(' ')} fill='none' stroke='var(--lake)' strokeWidth={2} />
    </svg>
  )
}
