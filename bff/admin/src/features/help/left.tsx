import { useEffect, useState } from 'react'
import { StateTag } from '../../ui/state-tag.tsx'
import { leftWords } from './words.ts'

const SOON_MS = 60_000

/** A clock that runs before one's eyes: what breaks first stands out by word, picture and colour. */
export function Left({ at, what }: { at: string; what: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const left = Date.parse(at) - now
  return <StateTag tone={left < 0 ? 'danger' : left < SOON_MS ? 'warning' : 'waiting'}>{`${what}：${leftWords(at, now)}`}</StateTag>
}
