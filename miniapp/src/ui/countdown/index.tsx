import { useEffect, useRef, useState } from 'react'
import { Words } from '../element'
import { secondsLeft, timeWords } from './time-words'
import './style.scss'

interface CountdownProps {
  /** Epoch milliseconds. */
  until: number
  /** Words around the time: `${before}${time}${after}`. */
  before?: string
  after?: string
  large?: boolean
  onEnd?: () => void
}

/** Time that is left, in words; screen readers are not told every second. */
export function Countdown({ until, before = '', after = '', large, onEnd }: CountdownProps) {
  const [seconds, setSeconds] = useState(() => secondsLeft(until, Date.now()))
  const ended = useRef(onEnd)
  ended.current = onEnd
  useEffect(() => {
    const tick = () => {
      const left = secondsLeft(until, Date.now())
      setSeconds(left)
      if (left > 0) return
      clearInterval(timer)
      ended.current?.()
    }
    const timer = setInterval(tick, 1000)
    tick()
    return () => clearInterval(timer)
  }, [until])
  return <Words className={large ? 'ms-countdown ms-countdown--large' : 'ms-countdown'}>{`${before}${timeWords(seconds)}${after}`}</Words>
}
