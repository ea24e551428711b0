import type { ApplicationDetail } from '@minsheng/shared/contracts/policy'
import { useState } from 'react'
import { call } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Field } from '../../../ui/field'
import { Sheet } from '../../../ui/sheet'
import type { Act } from './act'

/** Saying what is wrong with the decision; someone who had no hand in it looks again. */
export function Objecting({ application, act }: { application: ApplicationDetail; act: Act }) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = async () => {
    if (words.trim().length < 2) return setError('请写明哪里不对，至少 2 个字')
    const { id, rev } = application
    const body = { rev, words: words.trim() }
    await act(() => call('objectToDecision', { params: { applicationId: id }, body }))
    setOpen(false)
  }
  return (
    <>
      <Button kind='secondary' onPress={() => setOpen(true)}>
        提出异议
      </Button>
      <Sheet open={open} title='提出异议' closeWords='不提了' onClose={() => setOpen(false)}>
        <Field
          name='objection'
          label='哪里不对'
          hint='比如：户口上个月迁回来了；收入算多了'
          rows={4}
          maxLength={500}
          value={words}
          error={error}
          onInput={(value) => {
            setWords(value)
            setError(null)
          }}
        />
        <Button onPress={send} busyWords='正在提交…'>
          提交异议
        </Button>
      </Sheet>
    </>
  )
}
