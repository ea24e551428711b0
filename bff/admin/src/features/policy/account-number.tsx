import type { RevealPurpose } from '@minsheng/shared/contracts/people'
import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../platform/api.ts'
import { RevealPurposeModal, SHOWN_MS } from '../people/reveal-purpose.tsx'

const WHAT = '银行卡号'

/** The card by its ends, with the way to see it whole: a purpose first, and it is on record. */
export function AccountNumber({ application }: { application: Pick<DeskApplication, 'id' | 'bank' | 'accountMasked'> }) {
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const revealing = useMutation({
    mutationFn: (asked: { purpose: RevealPurpose; note: string | null }) =>
      call('revealApplicationAccount', { params: { applicationId: application.id }, body: asked }),
    onSuccess: ({ name, number }) => {
      setShown(`${number}，户名 ${name}`)
      setAsking(false)
    },
  })
  useEffect(() => {
    if (shown === null) return undefined
    const timer = setTimeout(() => setShown(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <>
      {application.bank} <span aria-live='polite'>{shown ?? application.accountMasked}</span>{' '}
      <Button
        size='small'
        onClick={() => (shown === null ? setAsking(true) : setShown(null))}
        aria-label={shown === null ? `查看完整的${WHAT}` : `遮住${WHAT}`}
      >
        {shown === null ? '查看' : '遮住'}
      </Button>
      <RevealPurposeModal
        what={WHAT}
        open={asking}
        pending={revealing.isPending}
        error={revealing.error}
        onCancel={() => setAsking(false)}
        onAsk={(asked) => revealing.mutate(asked)}
      />
    </>
  )
}
