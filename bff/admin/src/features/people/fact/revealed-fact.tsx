import type { FactName, RevealPurpose, SubjectKind } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { peopleKeys } from '../queries.ts'
import { RevealPurposeModal, SHOWN_MS } from '../reveal-purpose.tsx'

/** Hidden words by their observation, while they are shown. */
export type RevealedWords = ReadonlyMap<string, { words: string; note: string | null }>
const NOTHING: RevealedWords = new Map()

export interface RevealedFactOptions {
  params: { subjectKind: SubjectKind; subjectId: string; fact: FactName }
  title: string
  isMasked: boolean
}

/** All that was said about a masked fact, after a purpose was given; and the button that asks for it. */
export function useRevealedFact({ params, title, isMasked }: RevealedFactOptions) {
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [revealed, setRevealed] = useState(NOTHING)
  const revealing = useMutation({
    mutationFn: (asked: { purpose: RevealPurpose; note: string | null }) => call('revealFact', { params, body: asked }),
    onSuccess: ({ values }) => {
      setRevealed(new Map(values.map(({ observationId, words, note }) => [observationId, { words, note }])))
      setAsking(false)
      void queryClient.invalidateQueries({ queryKey: [...peopleKeys.residents, 'one'] })
    },
  })
  useEffect(() => {
    if (revealed.size === 0) return undefined
    const timer = setTimeout(() => setRevealed(NOTHING), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [revealed])
  const ask = isMasked && (
    <>
      <p className='quiet'>
        这项是敏感信息，平时遮住。{' '}
        {revealed.size === 0 ? (
          <Button size='small' onClick={() => setAsking(true)} aria-label={`查看${title}`}>
            查看
          </Button>
        ) : (
          <Button size='small' onClick={() => setRevealed(NOTHING)} aria-label={`遮住${title}`}>
            遮住
          </Button>
        )}
      </p>
      <RevealPurposeModal
        what={title}
        open={asking}
        pending={revealing.isPending}
        error={revealing.error}
        onCancel={() => setAsking(false)}
        onAsk={(asked) => revealing.mutate(asked)}
      />
    </>
  )
  return { revealed, ask }
}
