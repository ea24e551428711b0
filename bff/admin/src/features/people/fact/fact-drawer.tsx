import type { FactHistory, FactRow } from '@minsheng/shared/contracts/people'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'
import '../people.css'
import { standingWords } from '../words.ts'
import { wordLine } from './fact-words.ts'
import { type RevealedWords, useRevealedFact } from './revealed-fact.tsx'
import type { SubjectProps } from './subject.ts'

export interface FactDrawerProps extends SubjectProps {
  row: FactRow | null
  rev: number
  mayDecide: boolean
  onClose: () => void
}

/** One fact: everything that was said about it, and, where sources disagree, the decision. */
export function FactDrawer({ row, onClose, ...rest }: FactDrawerProps) {
  return (
    <Drawer title={row?.title ?? ''} size={620} open={row !== null} onClose={onClose} destroyOnHidden>
      {row && <OneFact row={row} onClose={onClose} {...rest} />}
    </Drawer>
  )
}

function OneFact({ subjectKind, subjectId, row, rev, mayDecide, onClose }: FactDrawerProps & { row: FactRow }) {
  const params = { subjectKind, subjectId, fact: row.fact }
  const history = useQuery({
    queryKey: [...peopleKeys.facts, subjectKind, subjectId, 'history', row.fact],
    queryFn: () => call('getFactHistory', { params }),
  })
  const { revealed, ask } = useRevealedFact({ params, title: row.title, isMasked: row.masked })
  const disputed = row.state === 'conflict' || row.state === 'settled'
  return (
    <>
      {ask}
      {history.error && <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.data ? (
        <>
          {disputed && mayDecide && <Decision params={params} row={row} rev={rev} revealed={revealed} onClose={onClose} />}
          <Observations history={history.data} revealed={revealed} />
        </>
      ) : (
        !history.error && <Skeleton active aria-label='正在读取记录' paragraph={{ rows: 6 }} />
      )}
    </>
  )
}

function Observations({ history, revealed }: { history: FactHistory; revealed: RevealedWords }) {
  const wordsOf = (observationId: string, words: string | null) => words ?? revealed.get(observationId)?.words ?? '****'
  return (
    <>
      <section className='resident-part' aria-label='全部记录'>
        <h3>全部记录（不会被覆盖）</h3>
        <ul>
          {history.observations.map((one) => {
            const note = one.note ?? revealed.get(one.observationId)?.note
            return (
              <li key={one.observationId}>
                <strong>{wordsOf(one.observationId, one.words)}</strong>（{standingWords[one.standing]}）
                <div className='quiet'>
                  {wordLine(one)}；{instantWords(one.recordedAt)}
                  {one.byYou ? '由您' : ''}记录
                  {note && `；说明：${note}`}
                </div>
              </li>
            )
          })}
        </ul>
      </section>
      {history.resolutions.length > 0 && (
        <section className='resident-part' aria-label='核定记录'>
          <h3>核定记录</h3>
          <ul>
            {history.resolutions.map((one) => {
              const chosen = history.observations.find(({ observationId }) => observationId === one.observationId)
              return (
                <li key={one.at}>
                  {instantWords(one.at)}，以“{wordsOf(one.observationId, chosen?.words ?? null)}”为准，理由：{one.reason}
                  <span className='quiet'>（{one.holds ? '现在仍按这次核定' : '后来又有新的说法，需要重新核定或已不适用'}）</span>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}

interface DecisionProps {
  params: Parameters<typeof call<'getFactHistory'>>[1]['params']
  row: FactRow
  rev: number
  revealed: RevealedWords
  onClose: () => void
}

function Decision({ params, row, rev, revealed, onClose }: DecisionProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [keyring] = useState(() => createKeyring())
  const [chosen, setChosen] = useState<string | null>(row.state === 'settled' ? (row.current?.observationId ?? null) : null)
  const [reason, setReason] = useState('')
  function leave() {
    for (const key of [peopleKeys.facts, peopleKeys.factConflicts]) void queryClient.invalidateQueries({ queryKey: key })
    onClose()
  }
  const deciding = useMutation({
    mutationFn: () => {
      const body = { rev, observationId: chosen ?? '', reason: reason.trim() }
      return call('resolveFact', { params, body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      void message.success('已核定')
      leave()
    },
  })
  const words = [...(row.current ? [row.current] : []), ...row.others]
  const hidden = row.masked && revealed.size === 0
  return (
    <section className='resident-part' aria-label='核定'>
      <h3>{row.state === 'conflict' ? '几个来源说法不一，以哪个为准？' : '重新核定'}</h3>
      {isConflict(deciding.error) ? <ConflictNotice onReload={leave} /> : deciding.error && <ProblemNotice error={deciding.error} />}
      {hidden && <Alert type='info' showIcon title='先点上面的“查看”，看到各个来源怎么说，再核定。' style={{ marginBottom: 12 }} />}
      <Form layout='vertical'>
        <Radio.Group vertical value={chosen} disabled={hidden} onChange={(event) => setChosen(event.target.value as string)}>
          {words.map((word) => (
            <Radio key={word.observationId} value={word.observationId}>
              <strong>{word.words ?? revealed.get(word.observationId)?.words ?? '****'}</strong>
              <span className='quiet'>（{wordLine(word)}）</span>
            </Radio>
          ))}
        </Radio.Group>
        <Form.Item label='怎么核实的' required htmlFor='fact-reason' style={{ marginTop: 16 }} extra='如“打电话问过本人，看了退休证”。'>
          <Input.TextArea id='fact-reason' value={reason} maxLength={200} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
        <Button
          type='primary'
          disabled={hidden || chosen === null || reason.trim().length < 2}
          loading={deciding.isPending}
          onClick={() => deciding.mutate()}
        >
          以选中的为准
        </Button>
      </Form>
      <p className='quiet'>以后同样可靠或更可靠的来源又有不同说法时，会重新请人核定。</p>
    </section>
  )
}
