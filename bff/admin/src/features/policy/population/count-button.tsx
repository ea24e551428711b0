import { countWords } from './words.ts'

interface CountButtonProps {
  count: number | null
  unit: string
  /** What is counted, for who can't see where it stands: `新得到，清波街道`. */
  label: string
  /** Left out where the list may not be opened. */
  onOpen?: (() => void) | undefined
}

/** A number of people that opens the list of them; of nobody, and of too few to be told, there is none. */
export function CountButton({ count, unit, label, onOpen }: CountButtonProps) {
  if (count === 0) return <span className='quiet'>0</span>
  if (count === null || !onOpen) return <>{countWords(count)}</>
  return (
    <button type='button' className='policy-count' aria-label={`${label}，${countWords(count)} ${unit}，看名单`} onClick={onOpen}>
      {countWords(count)}
    </button>
  )
}
