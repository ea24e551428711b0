import type { ApplicationDetail } from '@minsheng/shared/contracts/policy'
import { useState } from 'react'
import { call } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { PaperCard } from '../paper'
import { usePapers } from '../use-papers'
import { dateWords } from '../words'
import type { Act } from './act'

/** What is missing, told once and all together, and the place to hand it in. */
export function Supplementing({ application, act }: { application: ApplicationDetail; act: Act }) {
  const papers = usePapers()
  const [note, setNote] = useState('')
  const [error, setError] = useState<string | null>(null)
  const { supplement } = application
  if (!supplement) return null
  const send = async () => {
    const words = note.trim()
    if (papers.papers.length === 0 && words === '') return setError('请至少补一张照片，或写一句说明')
    const body = { rev: application.rev, materials: [...papers.papers], note: words === '' ? null : words }
    await act(() => call('supplementApplication', { params: { applicationId: application.id }, body }))
  }
  return (
    <>
      <Heading level={2}>要补的材料</Heading>
      <Card tone='warm'>
        <Words className='mine__line'>{supplement.words}</Words>
        <Words className='mine__small'>{`请在${dateWords(supplement.dueOn)}前补交。缺的已经一次说清，补了就接着办。`}</Words>
      </Card>
      {supplement.items.map((item) => (
        <PaperCard key={item} name={item} papers={papers} />
      ))}
      <Field
        name='supplement-note'
        label='说明（可以不填）'
        hint='没有的材料，请写明为什么'
        rows={3}
        maxLength={500}
        value={note}
        error={error}
        onInput={(value) => {
          setNote(value)
          setError(null)
        }}
      />
      <Button onPress={send} busyWords='正在提交…'>
        补交
      </Button>
    </>
  )
}
