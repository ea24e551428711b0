import type { DataRequestDetail } from '@minsheng/shared/contracts/privacy'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Descriptions, Drawer, Form, Input, Space } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { useIssueForm } from '../../ui/use-issue-form.ts'
import { dueWords, kindWords, requestStates } from './request-words.ts'

export const requestKeys = { requests: ['data-requests'] } as const

/** One request with what was asked, and the answer. Opening it is on record. */
export function RequestDrawer({ requestId, onClose }: { requestId: string | null; onClose: () => void }) {
  return (
    <Drawer title='资料申请' size={640} open={requestId !== null} onClose={onClose} destroyOnHidden>
      {requestId && <Shown requestId={requestId} />}
    </Drawer>
  )
}

function Shown({ requestId }: { requestId: string }) {
  const queryClient = useQueryClient()
  const found = useQuery({
    queryKey: [...requestKeys.requests, 'one', requestId],
    queryFn: () => call('getDataRequest', { params: { requestId } }),
  })
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton label='正在打开申请' />
  const request = found.data
  const due = dueWords(request)
  return (
    <>
      <p>
        <StateTag tone={requestStates[request.state].tone}>{requestStates[request.state].word}</StateTag>{' '}
        {due && <StateTag tone={due.tone}>{due.word}</StateTag>}
      </p>
      <Descriptions
        column={1}
        items={[
          { key: 'about', label: '申请', children: `${kindWords[request.kind].word}：${request.about}` },
          { key: 'wanted', label: '居民说', children: <span style={{ whiteSpace: 'pre-wrap' }}>{request.wanted}</span> },
          { key: 'phone', label: '手机号', children: request.phoneMasked ?? '没有' },
          { key: 'asked', label: '申请时间', children: instantWords(request.askedAt) },
          { key: 'due', label: '答复期限', children: `${request.dueOn}，${request.lawWords}` },
          ...(request.residentId
            ? [
                {
                  key: 'resident',
                  label: '居民登记',
                  children: (
                    <Link className='text-link' to='/residents'>
                      到“居民”里核对、更正
                    </Link>
                  ),
                },
              ]
            : []),
          ...(request.reason
            ? [
                {
                  key: 'answer',
                  label: '答复',
                  children: `${request.reason}（${request.decidedByName}，${request.decidedAt ? instantWords(request.decidedAt) : ''}）`,
                },
              ]
            : []),
        ]}
      />
      {request.mayDecide && (
        <Answer request={request} onDone={() => void queryClient.invalidateQueries({ queryKey: requestKeys.requests })} />
      )}
    </>
  )
}

const labels = { reason: '理由（居民会看到）' }
const answers = [
  { decision: 'accepted', label: '同意，已经更正' },
  { decision: 'partly', label: '部分同意' },
  { decision: 'refused', label: '不同意' },
] as const

function Answer({ request, onDone }: { request: DataRequestDetail; onDone: () => void }) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ reason?: string }>({ labels })
  const deciding = useMutation({
    mutationFn: (word: { decision: (typeof answers)[number]['decision']; reason: string }) =>
      call('decideDataRequest', { params: { requestId: request.id }, body: { rev: request.rev, ...word } }),
    onSuccess: () => {
      void message.success('已答复，居民会收到消息')
      onDone()
    },
    onError: showFailure,
  })
  function decide(decision: (typeof answers)[number]['decision']) {
    const reason = form.getFieldValue('reason')?.trim() ?? ''
    if (!show(reason.length < 4 ? [{ path: 'body.reason', message: '请写明理由，如“已电话核实，登记已更正”' }] : []))
      deciding.mutate({ decision, reason })
  }
  return (
    <section aria-label='答复' style={{ marginTop: 24 }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
      <Form form={form} name='answer-request' layout='vertical' onValuesChange={noteChange}>
        <Form.Item name='reason' label={labels.reason} required>
          <Input.TextArea maxLength={300} rows={3} />
        </Form.Item>
        <Space size={12} wrap>
          {answers.map(({ decision, label }) => (
            <Button
              key={decision}
              type={decision === 'accepted' ? 'primary' : 'default'}
              danger={decision === 'refused'}
              loading={deciding.isPending && deciding.variables.decision === decision}
              onClick={() => decide(decision)}
            >
              {label}
            </Button>
          ))}
        </Space>
      </Form>
    </section>
  )
}
