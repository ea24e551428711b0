import type { ApplicationDetail } from '@minsheng/shared/contracts/policy'
import { useRef, useState } from 'react'
import { call } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Sheet } from '../../../ui/sheet'
import { Speaking } from '../speaking'

/** Saying what is wrong with the decision; someone who had no hand in it looks again. */
export function Objecting({ application, onDone }: { application: ApplicationDetail; onDone: (next: ApplicationDetail) => void }) {
  const [open, setOpen] = useState(false)
  const draft = useRef('')
  const send = async (words: string) => {
    const { id, rev } = application
    onDone(await call('objectToDecision', { params: { applicationId: id }, body: { rev, words } }))
    setOpen(false)
  }
  return (
    <>
      <Button kind='secondary' onPress={() => setOpen(true)}>
        提出异议
      </Button>
      <Sheet open={open} title='提出异议' closeWords='不提了' onClose={() => setOpen(false)}>
        <Speaking
          name='objection'
          label='哪里不对'
          hint='比如：户口上个月迁回来了；收入算多了'
          action='提交异议'
          missing='请写明哪里不对'
          draft={draft}
          onSend={send}
        />
      </Sheet>
    </>
  )
}
