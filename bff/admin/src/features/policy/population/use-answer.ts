import { useEffect, useRef, useState } from 'react'
import { type Asked, createAsker } from './asker.ts'

/**
 * What comes of a question that changes while someone drags: the newest answer there is.
 * @param question another object is another question; null asks nothing
 */
export function useAnswer<Question, Answer>(
  question: Question | null,
  ask: (question: Question) => Promise<Answer>,
): Asked<Answer> & { again: () => void } {
  const [state, setState] = useState<Asked<Answer>>({ answer: null, error: null, isOld: true })
  const asker = useRef<ReturnType<typeof createAsker<Question, Answer>> | null>(null)
  const way = useRef(ask)
  useEffect(() => {
    way.current = ask
  })
  useEffect(() => {
    const made = createAsker<Question, Answer>((one) => way.current(one), setState)
    asker.current = made
    return () => {
      asker.current = null
      made.stop()
    }
  }, [])
  useEffect(() => {
    if (question !== null) asker.current?.want(question)
  }, [question])
  return {
    ...state,
    again: () => {
      if (question !== null) asker.current?.want(question)
    },
  }
}
