import { ApiError } from '@minsheng/shared/client'
import type { DeadLetter } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { peopleKeys } from '../queries.ts'
import { exchangeSources, letterStates } from './exchange-words.ts'

/** One row that could not be taken: what is wrong, what stands there, and what it should be. */
export function LetterDrawer({ letter, onClose }: { letter: DeadLetter | null; onClose: () => void }) {
  return (
    <Drawer title='处理问题数据' size={640} open={letter !== null} onClose={onClose} destroyOnHidden>
      {letter && <Mending letter={letter} onClose={onClose} />}
    </Drawer>
  )
}

function Mending({ letter, onClose }: { letter: DeadLetter; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [changes, setChanges] = useState<Record<string, string>>({})
  const [seen, setSeen] = useState<Record<string, string>>({})
  const [why, setWhy] = useState('')
  const params = { letterId: letter.id }
  function leave() {
    void queryClient.invalidateQueries({ queryKey: peopleKeys.exchange })
    void queryClient.invalidateQueries({ queryKey: peopleKeys.residents })
    onClose()
  }
  const deciding = useMutation({
    mutationFn: (deed: 'replay' | 'discard') => {
      const body = { rev: letter.rev, why: why.trim() }
      return deed === 'replay'
        ? call('replayDeadLetter', { params, body: { ...body, changes } })
        : call('discardDeadLetter', { params, body })
    },
    onSuccess: (_, deed) => {
      void message.success(deed === 'replay' ? '改好收下了' : '这一行不再处理')
      leave()
    },
  })
  const looking = useMutation({
    mutationFn: (field: string) => call('revealDeadLetter', { params, body: { field, purpose: 'verify', note: null } }),
    onSuccess: ({ value }, field) => setSeen((before) => ({ ...before, [field]: value ?? '没有填' })),
  })
  const mayMend = letter.state === 'open' && letter.mayDecide
  const ready = why.trim().length >= 2
  const issues = Object.fromEntries(
    (deciding.error instanceof ApiError ? deciding.error.issues : []).map(({ path, message: what }) => [
      path.replace('body.changes.', ''),
      what,
    ]),
  )
  const wrong = new Set(letter.reasons.flatMap(({ field }) => field ?? []))
  return (
    <>
      <p>
        <StateTag tone={letterStates[letter.state].tone}>{letterStates[letter.state].word}</StateTag> {exchangeSources[letter.sourceId]}
        {letter.times > 1 && <span className='quiet'>，这一行来过 {letter.times} 次</span>}
      </p>
      <ul>
        {letter.reasons.map(({ field, message: reason }) => (
          <li key={`${field}${reason}`}>{reason}</li>
        ))}
      </ul>
      {letter.note && <p className='quiet'>处理说明：{letter.note}</p>}
      {isConflict(deciding.error) ? <ConflictNotice onReload={leave} /> : deciding.error && <ProblemNotice error={deciding.error} />}
      {looking.error && <ProblemNotice error={looking.error} />}
      <Form layout='vertical'>
        {letter.fields.map(({ name, title, masked, editable }) => (
          <Form.Item
            key={name}
            label={wrong.has(name) ? `${title}（有问题）` : title}
            htmlFor={`letter-${name}`}
            {...(issues[name] ? { validateStatus: 'error' as const, help: issues[name] } : {})}
            extra={
              <>
                收到的是：<span aria-live='polite'>{seen[name] ?? masked}</span>{' '}
                {letter.mayDecide && masked.includes('*') && seen[name] === undefined && (
                  <Button
                    size='small'
                    onClick={() => looking.mutate(name)}
                    loading={looking.isPending && looking.variables === name}
                    aria-label={`查看收到的${title}，会留下记录`}
                  >
                    查看
                  </Button>
                )}
              </>
            }
          >
            {editable && mayMend ? (
              <Input
                id={`letter-${name}`}
                placeholder='不改就留空'
                value={changes[name] ?? ''}
                maxLength={200}
                onChange={({ target }) =>
                  setChanges((before) => {
                    const { [name]: _, ...rest } = before
                    return target.value === '' ? rest : { ...rest, [name]: target.value }
                  })
                }
              />
            ) : null}
          </Form.Item>
        ))}
        {letter.state === 'open' && !letter.mayDecide && <p>由负责全区数据的数据管理员处理。</p>}
        {mayMend && (
          <>
            <Form.Item label='依据' required htmlFor='letter-why' extra='如“对照身份证更正”。查看隐藏的内容会留下记录。'>
              <Input.TextArea id='letter-why' value={why} maxLength={200} rows={2} onChange={(event) => setWhy(event.target.value)} />
            </Form.Item>
            <Space size={12}>
              <Button
                type='primary'
                disabled={!ready}
                loading={deciding.isPending && deciding.variables === 'replay'}
                onClick={() => deciding.mutate('replay')}
              >
                改好，重新收
              </Button>
              <Button
                danger
                disabled={!ready}
                loading={deciding.isPending && deciding.variables === 'discard'}
                onClick={() => deciding.mutate('discard')}
              >
                不再处理
              </Button>
            </Space>
          </>
        )}
      </Form>
    </>
  )
}
