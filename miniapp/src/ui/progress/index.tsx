import { Box, Words } from '../element'
import './style.scss'

interface ProgressProps {
  label: string
  part: number
  whole: number
  words: string
}

/** How much of a whole, as a bar and in words. */
export function Progress({ label, part, whole, words }: ProgressProps) {
  const share = whole > 0 ? Math.min(100, (part / whole) * 100) : 0
  // A first gift to a large goal must not look like nothing.
  const width = part > 0 ? Math.max(2, share) : 0
  return (
    <Box className='ms-progress'>
      <Box
        role='progressbar'
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share)}
        aria-valuetext={words}
        className='ms-progress__track'
      >
        <Box className='ms-progress__bar' style={{ width: `${width}%` }} />
      </Box>
      <Words className='ms-progress__words'>{words}</Words>
    </Box>
  )
}
