import type { Team } from '@minsheng/shared/contracts/donation'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice } from '../../../ui/choice'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Sheet } from '../../../ui/sheet'
import { useToast } from '../../../ui/toast'
import { reportReasons } from '../words'

type Reason = (typeof reportReasons)[number]['value']

/** Tells the charity that something is wrong with a page. */
export function Report({ team }: { team: Team }) {
  const { toast, say } = useToast()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<Reason>('fraud')
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  const send = async () => {
    try {
      await call('reportTeam', { params: { teamId: team.id }, body: { reason, words: words.trim() || null } })
      setOpen(false)
      say('收到了，工作人员会来看')
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }

  return (
    <>
      <Button
        kind='quiet'
        icon='flag/ink-2'
        onPress={() => {
          setProblem(null)
          setOpen(true)
        }}
      >
        举报这个页面
      </Button>
      <Sheet open={open} title='哪里不对' closeWords='不举报' onClose={() => setOpen(false)}>
        <Choice label='哪里不对' options={reportReasons} value={reason} onChoose={setReason} />
        <Field name='report-words' label='想说明的（可不填）' value={words} rows={3} maxLength={200} onInput={setWords} />
        {problem ? <Words role='alert'>{problem}</Words> : null}
        <Button onPress={send} busyWords='正在送出…'>
          举报
        </Button>
      </Sheet>
      {toast}
    </>
  )
}
