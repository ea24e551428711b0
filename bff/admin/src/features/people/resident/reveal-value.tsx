import type { RevealField, RevealPurpose } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { peopleKeys } from '../queries.ts'
import { RevealPurposeModal, SHOWN_MS } from '../reveal-purpose.tsx'
import { fieldWords } from '../words.ts'

export interface RevealValueProps {
  residentId: string
  field: RevealField
  masked: string | null
}

/** A masked field with the way to see it whole: a purpose first, and it is on record. */
export function RevealValue({ residentId, field, masked }: RevealValueProps) {
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const revealing = useMutation({
    mutationFn: (asked: { purpose: RevealPurpose; note: string | null }) =>
      call('revealResident', { params: { residentId }, body: { field, ...asked } }),
    onSuccess: ({ value }) => {
      setShown(value ?? '没有登记')
      setAsking(false)
      void queryClient.invalidateQueries({ queryKey: [...peopleKeys.residents, 'one', residentId] })
    },
  })
  useEffect(() => {
    if (shown === null) return undefined
    const timer = setTimeout(() => setShown(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])

  if (masked === null) return <>没有登记</>
  return (
    <>
      <span aria-live='polite'>{shown ?? masked}</span>{' '}
      {shown === null ? (
        <Button size='small' onClick={() => setAsking(true)} aria-label={`查看完整的${fieldWords[field]}`}>
          查看
        </Button>
      ) : (
        <Button size='small' onClick={() => setShown(null)} aria-label={`遮住${fieldWords[field]}`}>
          遮住
        </Button>
      )}
      <RevealPurposeModal
        what={fieldWords[field]}
        open={asking}
        pending={revealing.isPending}
        error={revealing.error}
        onCancel={() => setAsking(false)}
        onAsk={(asked) => revealing.mutate(asked)}
      />
    </>
  )
}
