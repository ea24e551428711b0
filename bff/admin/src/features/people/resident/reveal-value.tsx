import type { RevealField, RevealPurpose } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { peopleKeys } from '../queries.ts'
import { fieldWords, purposeWords } from '../words.ts'

/** A screen may be left open: what was shown is covered again after this. */
const SHOWN_MS = 60_000

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
  const [purpose, setPurpose] = useState<RevealPurpose>('visit')
  const [note, setNote] = useState('')
  const revealing = useMutation({
    mutationFn: () =>
      call('revealResident', { params: { residentId }, body: { field, purpose, note: note.trim() === '' ? null : note.trim() } }),
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
  const missing = purpose === 'other' && note.trim().length < 2
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
      <Modal
        title={`查看完整的${fieldWords[field]}`}
        open={asking}
        onCancel={() => setAsking(false)}
        onOk={() => revealing.mutate()}
        okText='查看并留下记录'
        cancelText='不看了'
        okButtonProps={{ disabled: missing }}
        confirmLoading={revealing.isPending}
        destroyOnHidden
      >
        {revealing.error && <ProblemNotice error={revealing.error} />}
        <p className='quiet'>谁、什么时候、为什么查看，都会记下来；一分钟后自动遮住。</p>
        <Form layout='vertical'>
          <Form.Item label='用途' required>
            <Radio.Group
              vertical
              value={purpose}
              onChange={(event) => setPurpose(event.target.value as RevealPurpose)}
              options={wordOptions(purposeWords)}
            />
          </Form.Item>
          {purpose === 'other' && (
            <Form.Item label='写明用途' required>
              <Input value={note} maxLength={120} onChange={(event) => setNote(event.target.value)} />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </>
  )
}
