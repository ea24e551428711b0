import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, teamPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { goToField } from '../../../ui/element/go-to-field'
import { readAmount } from '../../donation/giving/amount-words'

const MOST_TARGET_FEN = 100_000_000

/** What the starter fills in, and starting the page once however often the button is pressed. */
export function useTeamForm(projectId: string, firstEnd: string) {
  const [title, setTitle] = useState('一起帮忙')
  const [words, setWords] = useState('')
  const [name, setName] = useState('')
  const [target, setTarget] = useState('')
  const [endsOn, setEndsOn] = useState(firstEnd)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = useRef({ asked: '', key: newKey() })

  const targetAmount = target.trim() === '' ? { fen: null, error: null } : readAmount(target, { minFen: 1, maxFen: MOST_TARGET_FEN })
  const errors = [
    ...(title.trim() === '' ? [{ field: 'team-title', message: '请写一个题目' }] : []),
    ...(words.trim() === '' ? [{ field: 'team-words', message: '请写几句话，说说为什么一起捐' }] : []),
    ...(targetAmount.error ? [{ field: 'team-target', message: targetAmount.error }] : []),
  ]
  const errorOf = (field: string) => (tried ? (errors.find((error) => error.field === field)?.message ?? null) : null)

  const start = async () => {
    setTried(true)
    setProblem(null)
    const first = errors[0]
    if (first) {
      goToField(first.field)
      return
    }
    const body = {
      projectId,
      title: title.trim(),
      words: words.trim(),
      starterName: name.trim() || null,
      targetFen: targetAmount.fen,
      endsOn,
    }
    const asked = JSON.stringify(body)
    if (attempt.current.asked !== asked) attempt.current = { asked, key: newKey() }
    try {
      const team = await call('startTeam', { body, idempotencyKey: attempt.current.key })
      goInstead(teamPage(team.id))
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }

  return {
    title,
    setTitle,
    words,
    setWords,
    name,
    setName,
    target,
    setTarget,
    endsOn,
    setEndsOn,
    errors: tried ? errors : [],
    errorOf,
    problem,
    start,
  }
}
