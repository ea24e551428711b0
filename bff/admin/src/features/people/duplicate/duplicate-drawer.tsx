import type { DuplicateRow } from '@minsheng/shared/contracts/people'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Radio, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { peopleKeys } from '../queries.ts'
import { RevealValue } from '../resident/reveal-value.tsx'
import { becauseWords, duplicateStates, groupWords, relationWords, sexWords } from '../words.ts'
import '../people.css'

/** Two records side by side, and the decision about them. */
export function DuplicateDrawer({ row, onClose }: { row: DuplicateRow | null; onClose: () => void }) {
  return (
    <Drawer title='核实重复记录' size={860} open={row !== null} onClose={onClose} destroyOnHidden>
      {row && <Deciding row={row} onClose={onClose} />}
    </Drawer>
  )
}

type Deed = { kind: 'merge'; keepId: string } | { kind: 'dismiss' } | { kind: 'undo' }

const done: Record<Deed['kind'], string> = { merge: '已合并', dismiss: '已记为不是同一人', undo: '已撤销合并，两条记录都恢复了' }

function Deciding({ row, onClose }: { row: DuplicateRow; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [keepId, setKeepId] = useState(row.records[0]?.id ?? '')
  const [note, setNote] = useState('')
  function leave() {
    for (const key of [peopleKeys.duplicates, peopleKeys.residents, peopleKeys.households])
      void queryClient.invalidateQueries({ queryKey: key })
    onClose()
  }
  const deciding = useMutation({
    mutationFn: (deed: Deed) => {
      const params = { duplicateId: row.id }
      const body = { rev: row.rev, note: note.trim() }
      if (deed.kind === 'merge') return call('mergeDuplicate', { params, body: { ...body, keepId: deed.keepId } })
      return deed.kind === 'dismiss' ? call('dismissDuplicate', { params, body }) : call('undoMerge', { params, body })
    },
    onSuccess: (_, deed) => {
      void message.success(done[deed.kind])
      leave()
    },
  })
  const open = row.state === 'open'
  const ready = note.trim().length >= 2
  return (
    <>
      <p>
        <StateTag tone={duplicateStates[row.state].tone}>{duplicateStates[row.state].word}</StateTag> {becauseWords[row.because]}
        {row.note && <span className='quiet'>；核实情况：{row.note}</span>}
      </p>
      {isConflict(deciding.error) ? <ConflictNotice onReload={leave} /> : deciding.error && <ProblemNotice error={deciding.error} />}
      <Radio.Group value={keepId} onChange={(event) => setKeepId(event.target.value as string)} disabled={!open} style={{ width: '100%' }}>
        <div className='twins'>
          {row.records.map((record) => (
            <section
              key={record.id}
              aria-label={`${record.gridName}的记录`}
              className={open && record.id === keepId ? 'twin kept' : 'twin'}
            >
              {open && <Radio value={record.id}>留下这一条</Radio>}
              <dl>
                <dt>姓名</dt>
                <dd>
                  <RevealValue residentId={record.id} field='name' masked={record.nameMasked} />
                </dd>
                <dt>性别、年龄</dt>
                <dd>
                  {sexWords[record.sex]}，{record.age} 岁
                </dd>
                <dt>身份证号</dt>
                <dd>
                  <RevealValue residentId={record.id} field='idNumber' masked={record.idNumberMasked} />
                </dd>
                <dt>电话</dt>
                <dd>
                  <RevealValue residentId={record.id} field='phone' masked={record.phoneMasked} />
                </dd>
                <dt>住在</dt>
                <dd>
                  {record.addressMasked ?? '没有登记'}（{record.gridName}）
                </dd>
                <dt>与户主关系</dt>
                <dd>{record.relation ? relationWords[record.relation] : '—'}</dd>
                <dt>特殊群体</dt>
                <dd>{record.groups.map((group) => groupWords[group]).join('、') || '—'}</dd>
              </dl>
            </section>
          ))}
        </div>
      </Radio.Group>
      {(open || row.mayUndo) && (
        <Form layout='vertical' style={{ marginTop: 16 }}>
          <Form.Item
            label={open ? '怎么核实的' : '为什么撤销'}
            required
            htmlFor='duplicate-note'
            extra={open ? '如“电话向本人核实，去年搬到这里”。' : undefined}
          >
            <Input.TextArea id='duplicate-note' value={note} maxLength={200} rows={2} onChange={(event) => setNote(event.target.value)} />
          </Form.Item>
          <Space size={12}>
            {open ? (
              <>
                <Button
                  type='primary'
                  disabled={!ready}
                  loading={deciding.isPending && deciding.variables.kind === 'merge'}
                  onClick={() => deciding.mutate({ kind: 'merge', keepId })}
                >
                  合并，留下选中的
                </Button>
                <Button
                  disabled={!ready}
                  loading={deciding.isPending && deciding.variables.kind === 'dismiss'}
                  onClick={() => deciding.mutate({ kind: 'dismiss' })}
                >
                  不是同一个人
                </Button>
              </>
            ) : (
              <Button danger disabled={!ready} loading={deciding.isPending} onClick={() => deciding.mutate({ kind: 'undo' })}>
                撤销合并
              </Button>
            )}
          </Space>
        </Form>
      )}
      {row.state === 'merged' && !row.mayUndo && <p className='quiet'>合并后记录又有改动，不能整体撤销。</p>}
    </>
  )
}
