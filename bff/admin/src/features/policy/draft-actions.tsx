import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { App, Button, Space } from 'antd'
import { StateTag } from '../../ui/state-tag.tsx'
import { draftStates, titleWords } from './words.ts'

export type DraftStep = 'submitPolicyDraft' | 'publishPolicyDraft' | 'dropPolicyDraft'

interface DraftActionsProps {
  draft: PolicyDraft
  isChanged: boolean
  saving: boolean
  stepping: boolean
  onSave: () => void
  onStep: (step: DraftStep) => void
}

/** What may be done with a draft now: saved, handed on, published, given up. */
export function DraftActions({ draft, isChanged, saving, stepping, onSave, onStep }: DraftActionsProps) {
  const { modal } = App.useApp()
  const busy = saving || stepping
  const drop = () =>
    modal.confirm({
      title: '放弃这份草稿？',
      content: '写的内容不再能改，公布的内容不受影响。',
      okText: '放弃草稿',
      cancelText: '不放弃',
      okButtonProps: { danger: true },
      onOk: () => onStep('dropPolicyDraft'),
    })
  const publish = () =>
    modal.confirm({
      title: `公布“${titleWords(draft.kind, draft.title)}”？`,
      content: '公布以后谁都不能再改；要更正，只能再公布新的一版。',
      okText: '公布',
      cancelText: '先不公布',
      onOk: () => onStep('publishPolicyDraft'),
    })
  return (
    <Space>
      <StateTag tone={draftStates[draft.state].tone}>{draftStates[draft.state].word}</StateTag>
      {draft.mayEdit && (
        <>
          <Button danger disabled={busy} onClick={drop}>
            放弃
          </Button>
          <Button type={isChanged || draft.state !== 'draft' ? 'primary' : 'default'} disabled={!isChanged || busy} onClick={onSave}>
            {saving ? '正在保存…' : '保存'}
          </Button>
          {draft.state === 'draft' && (
            <Button type={isChanged ? 'default' : 'primary'} disabled={isChanged || busy} onClick={() => onStep('submitPolicyDraft')}>
              交复核
            </Button>
          )}
        </>
      )}
      {draft.mayPublish && (
        <Button type='primary' loading={stepping} disabled={isChanged} onClick={publish}>
          公布
        </Button>
      )}
    </Space>
  )
}
