import type { DraftFindings, PolicyDraft, PolicyTerms } from '@minsheng/shared/contracts/policy'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { App, Tabs } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLeaveWarning } from '../../ui/use-leave-warning.ts'
import { useAbilities } from '../identity/use-abilities.ts'
import { Differences } from './differences.tsx'
import { DraftActions, type DraftStep } from './draft-actions.tsx'
import { DraftStanding } from './draft-standing.tsx'
import { EditorContext } from './editor/context.ts'
import { Findings } from './editor/findings.tsx'
import { GroupForm, ParameterForm } from './editor/parameter-form.tsx'
import { PolicyForm } from './editor/policy-form.tsx'
import { DraftPreview } from './population/draft-preview.tsx'
import { ReadingLines } from './reading-lines.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { titleWords } from './words.ts'
import { YamlTab } from './yaml-tab.tsx'
import './editor.css'
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
  const { message } = App.useApp()
  const navigate = useNavigate()
  const mayTry = useAbilities().can('policy.try')
  const [content, setContent] = useState(draft.content)
  const [asked, setAsked] = useState(draft.content)
  const isOpen = draft.state !== 'published' && draft.state !== 'dropped'
  const [tab, setTab] = useState(!isOpen ? 'reading' : draft.mayReview || !draft.mayEdit ? 'differences' : 'form')
  const isChanged = content !== draft.content
  const unsaved = useRef(false)
  useEffect(() => {
    unsaved.current = isChanged
  }, [isChanged])
  useLeaveWarning(unsaved)
  const params = { draftId: draft.id }
  // What was saved, taken from a file or read anew takes the place of what is on the page. What is open stays open where it
  // is the same; rows of something else are other rows.
  const [rev, setRev] = useState(draft.rev)
  const [taken, setTaken] = useState(0)
  if (rev !== draft.rev) {
    setRev(draft.rev)
    setContent(draft.content)
    setAsked(draft.content)
    if (JSON.stringify(content) !== JSON.stringify(draft.content)) setTaken(taken + 1)
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
      onTaken(next)
      void message.success(next.findings.ready ? '已保存，可以交给另一人复核' : '已保存，还有要改的地方')
    },
  })
  const stepping = useMutation({
    mutationFn: (step: DraftStep) => call(step, { params, body: { rev: draft.rev } }),
    onSuccess: (next) => {
      unsaved.current = false
      onTaken(next)
      if (next.state === 'dropped') void navigate('/policy-drafts')
      else if (next.state === 'submitted') void message.success('已交给另一人复核')
    },
  })
  const failure = saving.error ?? stepping.error
  const reload = () => {
    saving.reset()
    stepping.reset()
    onReload()
  }
  const value = useMemo(
    () => ({
      content,
      change: setContent,
      terms,
      faults: findings.faults,
      readOnly: !draft.mayEdit,
    }),
    [content, terms, findings, draft.mayEdit],
  )
  const isNew = draft.key === null
  // Who gains where needs the whole width.
  const withFindings = isOpen && tab !== 'preview'
  return (
    <>
      <PageHeader
        title={titleWords(draft.kind, draft.title)}
        words={
          <>
            <Link className='text-link' to='/policy-drafts'>
              返回政策草稿
            </Link>{' '}
            · 为什么改：{draft.why} · {draft.authorName}起草
          </>
        }
        action={
          <DraftActions
            draft={draft}
            isChanged={isChanged}
            saving={saving.isPending}
            stepping={stepping.isPending}
            onSave={() => {
              stepping.reset()
              saving.mutate()
            }}
            onStep={(step) => {
              saving.reset()
              stepping.mutate(step)
            }}
          />
        }
      />
      {failure && (isConflict(failure) ? <ConflictNotice onReload={reload} /> : <ProblemNotice error={failure} />)}
      <DraftStanding draft={draft} />
      <EditorContext.Provider value={value}>
        <div className={withFindings ? 'policy-draft' : 'policy-draft over'}>
          <div className='panel'>
            {draft.mayReview && (
              <ReviewPanel key={draft.rev} draft={draft} onDone={onTaken} onReload={onReload} onPreview={() => setTab('preview')} />
            )}
            <Tabs
              activeKey={!isOpen && (tab === 'differences' || tab === 'preview') ? 'reading' : tab}
              onChange={setTab}
              items={[
                {
                  key: 'form',
                  label: draft.mayEdit ? '写' : '内容',
                  children: <Form key={taken} kind={draft.kind} findings={findings} isNew={isNew} />,
                },
                ...(isOpen
                  ? [
                      {
                        key: 'differences',
                        label: '和公布的不同',
                        children: <Differences differences={findings.differences} isNew={isNew} />,
                      },
                    ]
                  : []),
                ...(isOpen && mayTry
                  ? [{ key: 'preview', label: '全区试算', children: <DraftPreview draft={draft} isChanged={isChanged} /> }]
                  : []),
                { key: 'reading', label: '读一遍', children: <ReadingLines lines={findings.reading} /> },
                {
                  key: 'yaml',
                  label: '文件',
                  children: <YamlTab key={draft.rev} draft={draft} isChanged={isChanged} onDone={onTaken} onReload={onReload} />,
                },
              ]}
            />
          </div>
          {withFindings && (
            <aside className='panel'>
              {checking.error && <ProblemNotice error={checking.error} onRetry={() => void checking.refetch()} />}
              <Findings
                findings={findings}
                isOld={isChanged && (checking.isFetching || checking.isError || content !== asked)}
                isDraft={draft.state === 'draft'}
                onGo={() => setTab('form')}
                onPreview={mayTry ? () => setTab('preview') : undefined}
              />
            </aside>
          )}
        </div>
      </EditorContext.Provider>
    </>
  )
}

function Form({ kind, findings, isNew }: { kind: PolicyDraft['kind']; findings: DraftFindings; isNew: boolean }) {
  if (kind === 'policy') return <PolicyForm findings={findings} isNew={isNew} />
  return kind === 'parameter' ? <ParameterForm cases={findings.cases} isNew={isNew} /> : <GroupForm cases={findings.cases} isNew={isNew} />
}
