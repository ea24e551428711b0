import type { PolicyDraft, PolicyTerms } from '@minsheng/shared/contracts/policy'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Space, Tabs } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLeaveWarning } from '../../ui/use-leave-warning.ts'
import { Differences } from './differences.tsx'
import { EditorContext } from './editor/context.ts'
import { Findings } from './editor/findings.tsx'
import { GroupForm, ParameterForm } from './editor/parameter-form.tsx'
import { PolicyForm } from './editor/policy-form.tsx'
import { ReadingLines } from './reading-lines.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { draftStates } from './words.ts'
import { YamlTab } from './yaml-tab.tsx'
import './policy.css'

const CHECKED_AFTER_MS = 600

interface DraftEditorProps {
  draft: PolicyDraft
  terms: PolicyTerms
  onTaken: (draft: PolicyDraft) => void
  onReload: () => void
}

/** A draft on the left, what comes of it on the right. */
export function DraftEditor({ draft, terms, onTaken, onReload }: DraftEditorProps) {
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const [content, setContent] = useState(draft.content)
  const [asked, setAsked] = useState(draft.content)
  const unsaved = useRef(false)
  useLeaveWarning(unsaved)
  const params = { draftId: draft.id }
  const isChanged = content !== draft.content
  // What was saved, taken from a file or read anew takes the place of what is on the page; what is open stays open.
  const [rev, setRev] = useState(draft.rev)
  if (rev !== draft.rev) {
    setRev(draft.rev)
    setContent(draft.content)
    setAsked(draft.content)
  }

  // Whoever types is not asked after each letter.
  useEffect(() => {
    const timer = setTimeout(() => setAsked(content), CHECKED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [content])
  const checking = useQuery({
    queryKey: ['policy-check', draft.id, asked],
    queryFn: () => call('checkPolicyDraft', { params, body: { content: asked } }),
    enabled: draft.mayEdit && asked !== draft.content,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const findings = isChanged && checking.data ? checking.data : draft.findings

  const saving = useMutation({
    mutationFn: () => call('savePolicyDraft', { params, body: { rev: draft.rev, content, why: draft.why } }),
    onSuccess: (next) => {
      unsaved.current = false
      onTaken(next)
      void message.success(next.findings.ready ? '已保存，可以交给另一人复核' : '已保存，还有要改的地方')
    },
  })
  const stepping = useMutation({
    mutationFn: (step: 'submitPolicyDraft' | 'publishPolicyDraft' | 'dropPolicyDraft') => call(step, { params, body: { rev: draft.rev } }),
    onSuccess: (next) => {
      unsaved.current = false
      onTaken(next)
      if (next.state === 'dropped') void navigate('/policy-drafts')
      else if (next.state === 'submitted') void message.success('已交给另一人复核')
    },
  })
  const failure = saving.error ?? stepping.error
  const value = useMemo(
    () => ({
      content,
      change: (next: Record<string, unknown>) => {
        unsaved.current = true
        setContent(next)
      },
      terms,
      faults: findings.faults,
      readOnly: !draft.mayEdit,
    }),
    [content, terms, findings, draft.mayEdit],
  )
  const drop = () =>
    modal.confirm({
      title: '放弃这份草稿？',
      content: '写的内容不再能改，公布的内容不受影响。',
      okText: '放弃草稿',
      cancelText: '不放弃',
      okButtonProps: { danger: true },
      onOk: () => stepping.mutate('dropPolicyDraft'),
    })
  const publish = () =>
    modal.confirm({
      title: `公布“${draft.title}”？`,
      content: '公布以后谁都不能再改；要更正，只能再公布新的一版。',
      okText: '公布',
      cancelText: '先不公布',
      onOk: () => stepping.mutate('publishPolicyDraft'),
    })
  const isNew = draft.key === null
  const form =
    draft.kind === 'policy' ? (
      <PolicyForm findings={findings} isNew={isNew} />
    ) : draft.kind === 'parameter' ? (
      <ParameterForm cases={findings.cases} isNew={isNew} />
    ) : (
      <GroupForm cases={findings.cases} isNew={isNew} />
    )
  const busy = saving.isPending || stepping.isPending
  const isOpen = draft.state !== 'published' && draft.state !== 'dropped'
  return (
    <>
      <PageHeader
        title={draft.title}
        words={
          <>
            <Link className='text-link' to='/policy-drafts'>
              返回政策草稿
            </Link>{' '}
            · 为什么改：{draft.why} · {draft.authorName}起草
          </>
        }
        action={
          <Space>
            <StateTag tone={draftStates[draft.state].tone}>{draftStates[draft.state].word}</StateTag>
            {draft.mayEdit && (
              <>
                <Button danger disabled={busy} onClick={drop}>
                  放弃
                </Button>
                <Button
                  type={isChanged || draft.state !== 'draft' ? 'primary' : 'default'}
                  disabled={!isChanged || busy}
                  onClick={() => saving.mutate()}
                >
                  {saving.isPending ? '正在保存…' : '保存'}
                </Button>
                {draft.state === 'draft' && (
                  <Button
                    type={isChanged ? 'default' : 'primary'}
                    disabled={isChanged || busy}
                    onClick={() => stepping.mutate('submitPolicyDraft')}
                  >
                    交复核
                  </Button>
                )}
              </>
            )}
            {draft.mayPublish && (
              <Button type='primary' loading={stepping.isPending} disabled={isChanged} onClick={publish}>
                公布
              </Button>
            )}
          </Space>
        }
      />
      {failure && (isConflict(failure) ? <ConflictNotice onReload={onReload} /> : <ProblemNotice error={failure} />)}
      {draft.note && draft.state === 'draft' && (
        <Alert type='warning' showIcon style={{ marginBottom: 16 }} title='复核退回了这份草稿' description={draft.note} />
      )}
      {draft.state === 'approved' && (
        <Alert
          type='success'
          showIcon
          style={{ marginBottom: 16 }}
          title={`${draft.reviewedByName ?? ''}已同意`}
          description={`${draft.note ?? ''} 再改动就要重新复核。`}
        />
      )}
      {draft.state === 'published' && (
        <Alert
          type='success'
          showIcon
          style={{ marginBottom: 16 }}
          title={`已公布，是第 ${draft.publishedNumber} 版`}
          description={
            <Link className='text-link' to={publishedPage(draft)}>
              看公布的每一版
            </Link>
          }
        />
      )}
      {draft.state === 'submitted' && !draft.mayReview && (
        <Alert
          type='info'
          showIcon
          style={{ marginBottom: 16 }}
          title='已交复核'
          description='要由没有参与起草的另一个人复核。再改动就要重新交。'
        />
      )}
      <EditorContext.Provider value={value}>
        <div className={isOpen ? 'policy-draft' : 'policy-draft over'}>
          <div className='panel'>
            {draft.mayReview && <ReviewPanel draft={draft} onDone={onTaken} />}
            <Tabs
              defaultActiveKey={!isOpen ? 'reading' : draft.mayReview || !draft.mayEdit ? 'differences' : 'form'}
              items={[
                { key: 'form', label: draft.mayEdit ? '写' : '内容', children: form },
                ...(isOpen
                  ? [
                      {
                        key: 'differences',
                        label: '和公布的不同',
                        children: <Differences differences={findings.differences} isNew={isNew} />,
                      },
                    ]
                  : []),
                { key: 'reading', label: '读一遍', children: <ReadingLines lines={findings.reading} /> },
                { key: 'yaml', label: 'YAML', children: <YamlTab key={draft.rev} draft={draft} isChanged={isChanged} onDone={onTaken} /> },
              ]}
            />
          </div>
          {isOpen && (
            <aside className='panel'>
              {checking.error && <ProblemNotice error={checking.error} onRetry={() => void checking.refetch()} />}
              <Findings findings={findings} isOld={checking.isFetching || content !== asked} isDraft={draft.state === 'draft'} />
            </aside>
          )}
        </div>
      </EditorContext.Provider>
    </>
  )
}

/** Where what a draft became is read. */
function publishedPage({ kind, key, content }: PolicyDraft): string {
  const name = key ?? String(kind === 'policy' ? content.id : content.key)
  return `/${{ policy: 'policies', parameter: 'policy-parameters', higherOf: 'policy-groups' }[kind]}/${name}`
}
