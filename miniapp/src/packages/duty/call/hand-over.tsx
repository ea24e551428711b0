import type { Colleague, DeskCall } from '@minsheng/shared/contracts/help'
import { colleagueWords } from '@minsheng/shared/words/help'
import { useState } from 'react'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Choice } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { workCall } from '../session'

const LEAST_WORDS = 2

interface HandOverProps {
  of: Pick<DeskCall, 'id'>
  onSend: (to: string, why: string) => Promise<void>
}

function Chosen({ people, onSend, onLeave }: { people: readonly Colleague[]; onSend: HandOverProps['onSend']; onLeave: () => void }) {
  const [to, setTo] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = async () => {
    if (to === null) return setError('请先选一位同事')
    if ([...why.trim()].length < LEAST_WORDS) return setError('请写明为什么交，至少 2 个字')
    await onSend(to, why.trim())
    onLeave()
  }
  return (
    <>
      <Choice
        label='交给谁'
        options={people.map(({ id, name, because }) => ({ value: id, label: name, detail: colleagueWords[because] }))}
        value={to}
        onChoose={(value) => {
          setTo(value)
          setError(null)
        }}
      />
      <Field
        name='work-hand-over'
        label='为什么交'
        hint='同事会看到，居民看不到。他接手之前仍由您负责'
        rows={2}
        maxLength={500}
        value={why}
        error={error}
        onInput={(value) => {
          setWhy(value)
          setError(null)
        }}
      />
      <Button kind='secondary' onPress={send} busyWords='正在送出…'>
        请他接手
      </Button>
    </>
  )
}

/** Asks a colleague by name; one keeps the call until they take it. */
export function HandOver({ of, onSend }: HandOverProps) {
  const [open, setOpen] = useState(false)
  const remote = useRemote(open ? `colleagues-${of.id}` : null, () => workCall('listColleagues', { params: { callId: of.id } }))
  if (!open)
    return (
      <Button kind='secondary' onPress={() => setOpen(true)}>
        交给别人
      </Button>
    )
  const people = remote.data?.items
  return (
    <Box className='work__actions'>
      {people === undefined && remote.failure === null ? <Words className='mine__line'>正在找可以接手的同事…</Words> : null}
      {remote.failure ? (
        <>
          <Words className='mine__failure'>{`没有找到名单：${remote.failure.title}`}</Words>
          <Button kind='secondary' onPress={remote.reload}>
            再试一次
          </Button>
        </>
      ) : null}
      {people?.length === 0 ? <Words className='mine__line'>现在没有可以接手的同事。去不了请点“我去不了”。</Words> : null}
      {people && people.length > 0 ? <Chosen people={people} onSend={onSend} onLeave={() => setOpen(false)} /> : null}
      <Button kind='quiet' onPress={() => setOpen(false)}>
        先不交
      </Button>
    </Box>
  )
}
