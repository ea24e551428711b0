import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { placeIfAllowed } from '../../../platform/locate'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Sheet } from '../../../ui/sheet'
import type { Entry } from './entry'

/** Tells us of a false code, so that somebody goes and takes it down. */
export function ReportCode({ entry }: { entry: Entry }) {
  const [asking, setAsking] = useState(false)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const key = useRef(newKey())
  if (entry.kind === 'project') return null
  const scanned = { source: entry.kind, value: entry.value.slice(0, 1024) }

  const report = async () => {
    try {
      const place = await placeIfAllowed()
      await call('reportCode', { body: { scanned, words: words.trim() || null, place }, idempotencyKey: key.current })
      setDone(true)
      setAsking(false)
    } catch (error) {
      // The key stays: should the first try have got through, the next tells nothing twice.
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }

  if (done) {
    return (
      <Card tone='calm'>
        <Words role='status'>谢谢您！已经告诉我们，会有人去看。</Words>
      </Card>
    )
  }
  return (
    <>
      <Button kind='secondary' icon='flag/lake' onPress={() => setAsking(true)}>
        举报这张码
      </Button>
      <Sheet open={asking} title='举报这张码' closeWords='不举报' onClose={() => setAsking(false)}>
        <Words>告诉我们它贴在哪里，我们派人去撕掉。不用留姓名和电话。</Words>
        <Field
          name='report-words'
          label='贴在哪里（可以不填）'
          hint='比如：湖滨路公交站的站牌上'
          value={words}
          maxLength={200}
          onInput={(value) => {
            setWords(value)
            setProblem(null)
            key.current = newKey()
          }}
        />
        {problem ? <Words role='alert'>{problem}</Words> : null}
        <Button onPress={report} busyWords='正在送出…'>
          送出举报
        </Button>
      </Sheet>
    </>
  )
}
