import type { ImportDetail } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'
import { writable } from './words.ts'

type Deed = { kind: 'accept'; take: 'all' | 'good_rows' } | { kind: 'drop' } | { kind: 'undo'; why: string }

/** What a person may do with an import as it is now. */
export function ImportActions({ job }: { job: ImportDetail }) {
  const queryClient = useQueryClient()
  const reload = () => {
    for (const key of Object.values(peopleKeys)) void queryClient.invalidateQueries({ queryKey: key })
  }
  const acting = useMutation({
    mutationFn: (deed: Deed) => {
      const params = { importId: job.id }
      if (deed.kind === 'accept') return call('acceptImport', { params, body: { rev: job.rev, take: deed.take } })
      return deed.kind === 'drop'
        ? call('dropImport', { params, body: { rev: job.rev } })
        : call('undoImport', { params, body: { rev: job.rev, why: deed.why } })
    },
    onSuccess: reload,
  })
  const act = (deed: Deed) => acting.mutate(deed)
  const pending = acting.isPending ? acting.variables.kind : null
  return (
    <>
      {isConflict(acting.error) ? <ConflictNotice onReload={reload} /> : acting.error && <ProblemNotice error={acting.error} />}
      {job.state === 'checked' && <Accepting job={job} pending={pending} onAct={act} />}
      {job.state === 'unreadable' && (
        <p>
          <Button loading={pending === 'drop'} onClick={() => act({ kind: 'drop' })}>
            删除这个文件
          </Button>
        </p>
      )}
      {job.state === 'done' && job.undoUntil && <Undoing until={job.undoUntil} pending={pending} onAct={act} />}
    </>
  )
}

interface PartProps {
  pending: Deed['kind'] | null
  onAct: (deed: Deed) => void
}

function Accepting({ job, pending, onAct }: PartProps & { job: ImportDetail }) {
  const [partly, setPartly] = useState(false)
  const rows = writable(job)
  const { bad } = job.found
  if (rows === 0)
    return (
      <p>
        {bad === 0 ? '表里的内容和已登记的一样，没有要写入的。' : '没有可以导入的行，请按下面的提示改好再上传。'}
        <Button style={{ marginLeft: 12 }} loading={pending === 'drop'} onClick={() => onAct({ kind: 'drop' })}>
          放弃，删除文件
        </Button>
      </p>
    )
  return (
    <section aria-label='确认导入' className='import-confirm'>
      {bad > 0 && (
        <p>
          <Checkbox checked={partly} onChange={(event) => setPartly(event.target.checked)}>
            有 {bad} 行有问题，先不导入它们，只导入没有问题的 {rows} 行
          </Checkbox>
        </p>
      )}
      <Space size={12} wrap>
        <Button
          type='primary'
          disabled={bad > 0 && !partly}
          loading={pending === 'accept'}
          onClick={() => onAct({ kind: 'accept', take: bad > 0 ? 'good_rows' : 'all' })}
        >
          {bad > 0 ? `导入没有问题的 ${rows} 行` : `全部导入（写入 ${rows} 行）`}
        </Button>
        <Button loading={pending === 'drop'} onClick={() => onAct({ kind: 'drop' })}>
          放弃，删除文件
        </Button>
      </Space>
    </section>
  )
}

function Undoing({ until, pending, onAct }: PartProps & { until: string }) {
  const [why, setWhy] = useState('')
  return (
    <Form layout='vertical' className='import-confirm'>
      <Form.Item
        label='为什么撤销'
        htmlFor='import-undo-why'
        extra={`${instantWords(until)}之前可以撤销：新增的去掉，更新的改回原样；导入后又被改过的行保留，并逐行列出。`}
      >
        <Input
          id='import-undo-why'
          value={why}
          maxLength={120}
          style={{ maxWidth: 480 }}
          onChange={(event) => setWhy(event.target.value)}
        />
      </Form.Item>
      <Button danger disabled={why.trim().length < 2} loading={pending === 'undo'} onClick={() => onAct({ kind: 'undo', why: why.trim() })}>
        撤销这次导入
      </Button>
    </Form>
  )
}
