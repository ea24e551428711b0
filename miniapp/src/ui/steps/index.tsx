import { Box, Words } from '../element'
import './style.scss'

interface StepsProps {
  names: readonly string[]
  /** Counted from 0. */
  now: number
}

/** How far one is, in words and as a bar. */
export function Steps({ names, now }: StepsProps) {
  const words = `第 ${now + 1} 步，共 ${names.length} 步：${names[now] ?? ''}`
  return (
    <Box
      className='ms-steps'
      role='progressbar'
      aria-valuemin={1}
      aria-valuemax={names.length}
      aria-valuenow={now + 1}
      aria-valuetext={words}
      aria-label='进度'
    >
      <Words className='ms-steps__words'>{words}</Words>
      <Box className='ms-steps__bars' aria-hidden>
        {names.map((name, index) => (
          <Box key={name} className={`ms-steps__bar ${index <= now ? 'ms-steps__bar--done' : ''}`} />
        ))}
      </Box>
    </Box>
  )
}
