import type { Shift } from '@minsheng/shared/contracts/people'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'

/** One turn: somebody stands in, or it falls out. */
export function ShiftDrawer({ shift, mayWrite, onClose }: { shift: Shift | null; mayWrite: boolean; onClose: () => void }) {
  return (
    <Drawer title='一班' size={480} open={shift !== null} onClose={onClose} destroyOnHidden>
      {shift && <Turn shift={shift} mayWrite={mayWrite} onClose={onClose} />}
    </Drawer>
  )
}

function Turn({ shift, mayWrite, onClose }: { shift: Shift; mayWrite: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [workerId, setWorkerId] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const workers = useQuery({
    queryKey: [...peopleKeys.shifts, 'workers', shift.gridId],
    queryFn: () => call('listPlaceWorkers', { params: { placeId: shift.gridId } }),
    enabled: mayWrite,
  })
  function leave() {
    void queryClient.invalidateQueries({ queryKey: peopleKeys.shifts })
    onClose()
  }
  const acting = useMutation({
    mutationFn: (standIn: string | null) => {
      const params = { shiftId: shift.id }
      const body = { rev: shift.rev, why: why.trim() }
      return standIn ? call('substituteShift', { params, body: { ...body, workerId: standIn } }) : call('cancelShift', { params, body })
    },
    onSuccess: (_, standIn) => {
      void message.success(standIn ? '已换人' : '已取消')
      leave()
    },
  })
  const ready = why.trim().length >= 2
  const isOver = new Date(shift.endsAt) <= new Date()
  return (
    <>
      <p>
        <strong>{shift.worker.name}</strong>
        {shift.insteadOf && `（替${shift.insteadOf.name}）`}
        <br />
        {instantWords(shift.startsAt)}到{instantWords(shift.endsAt)}
      </p>
      {isConflict(acting.error) ? <ConflictNotice onReload={leave} /> : acting.error && <ProblemNotice error={acting.error} />}
      {isOver && <p className='quiet'>这一班已经结束，不能再改。</p>}
      {mayWrite && !isOver && (
        <Form layout='vertical'>
          <Form.Item label='谁来替班' htmlFor='shift-stand-in'>
            <Select<string>
              id='shift-stand-in'
              value={workerId}
              loading={workers.isFetching}
              style={{ width: 280 }}
              placeholder='选择工作人员'
              options={(workers.data?.items ?? [])
                .filter((worker) => worker.id !== shift.worker.id)
                .map((worker) => ({ value: worker.id, label: worker.name }))}
              onChange={setWorkerId}
            />
          </Form.Item>
          <Form.Item label='原因' htmlFor='shift-why' required>
            <Input id='shift-why' value={why} maxLength={120} onChange={(event) => setWhy(event.target.value)} />
          </Form.Item>
          <Space>
            <Button
              type='primary'
              disabled={!ready || workerId === null}
              loading={acting.isPending}
              onClick={() => acting.mutate(workerId)}
            >
              换人
            </Button>
            <Button danger disabled={!ready} loading={acting.isPending} onClick={() => acting.mutate(null)}>
              取消这一班
            </Button>
          </Space>
        </Form>
      )}
    </>
  )
}
