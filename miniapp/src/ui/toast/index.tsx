import { useCallback, useEffect, useState } from 'react'
import { Box, Words } from '../element'
import './style.scss'

/** Long enough to read at an elder's pace: a third of a second for each character, at least four seconds. */
const shownMs = (words: string) => Math.max(4000, words.length * 330)

/** A passing remark of something already done. Anything that needs an answer is no toast. */
export function useToast() {
  const [words, setWords] = useState('')
  useEffect(() => {
    if (!words) return
    const timer = setTimeout(() => setWords(''), shownMs(words))
    return () => clearTimeout(timer)
  }, [words])
  const say = useCallback((next: string) => setWords(next), [])
  const toast = (
    <Box role='status' aria-live='polite' className={words ? 'ms-toast' : 'ms-toast ms-toast--away'}>
      <Words>{words}</Words>
    </Box>
  )
  return { toast, say }
}
