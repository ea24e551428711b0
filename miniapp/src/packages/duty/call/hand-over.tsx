import type { DeskCall } from '@minsheng/shared/contracts/help'
import { colleagueWords } from '@minsheng/shared/words/help'
import { useState } from 'react'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { workCall } from '../session'
import { ChosenForm } from './chosen'

interface HandOverProps {
  of: Pick<DeskCall, 'id'>
  onSend: (to: string, why: string) => Promise<void>
}

/** Asks a colleague by name; one keeps the call until they take it. */
export function HandOver({ of, onSend }: HandOverProps) {
  const [open, setOpen] = useState(false)
  const remote = useRemote(open ? `colleagues-${of.id}` : null, () => workCall('listColleagues', { params: { callId: of.id } }))
  const leave = () => setOpen(false)
  if (!open)
    return (
      <Button kind='secondary' onPress={() => setOpen(true)}>
        交给别人
      </Button>
    )
  const people = remote.data?.items
  if (people && people.length > 0)
    return (
      <ChosenForm
        ask='请他接手'
        label='交给谁'
        options={people.map(({ id, name, because }) => ({ value: id, label: name, detail: colleagueWords[because] }))}
        unchosen='请先选一位同事'
        why='为什么交'
        hint='同事会看到，居民看不到。他接手之前仍由您负责'
        onSend={onSend}
        onLeave={leave}
      />
    )
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
      <Button kind='quiet' onPress={leave}>
        返回
      </Button>
    </Box>
  )
}
