import type { Campaign } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { App, Button, Form, Space, Steps } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { ConflictNotice, isConflict } from '../../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../../ui/error-summary.tsx'
import { formPath } from '../../../../ui/form-issues.ts'
import { ProblemNotice } from '../../../../ui/problem-notice.tsx'
import { shanghaiTime } from '../../../../ui/time-words.ts'
import { useIssueForm } from '../../../../ui/use-issue-form.ts'
import { useLeaveWarning } from '../../../../ui/use-leave-warning.ts'
import { useAbilities } from '../../../identity/use-abilities.ts'
import { useCharityChoices } from '../../queries.ts'
import { type CampaignValues, campaignValues, emptyCampaign } from '../campaign-form.ts'
import { campaignLabels, labelInside } from '../campaign-labels.ts'
import { useCampaignActions } from '../use-campaign-actions.ts'
import { ReturnedNotice } from './returned-notice.tsx'
import { StepCheck } from './step-check.tsx'
import { StepMoney } from './step-money.tsx'
import { StepPlan } from './step-plan.tsx'
import { StepProject } from './step-project.tsx'
import { StepWords } from './step-words.tsx'
import { firstOpenStep, returnIssues, stepOf, type WizardStep, wizardIssues, wizardSteps } from './steps.ts'
import { useDraft } from './use-draft.ts'

const LAST = wizardSteps.length - 1

/** A campaign from its project to its review, step by step; each step is kept, and one may leave and come back. */
export function CampaignWizard({ campaign, onReload }: { campaign: Campaign | null; onReload?: () => void }) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const { charityId } = useAbilities()
  const charities = useCharityChoices()
  const issueForm = useIssueForm<CampaignValues>({ labels: campaignLabels, envelopes: ['campaign'], labelInside })
  const { form } = issueForm
  const [initial] = useState(() => (campaign ? campaignValues(campaign) : { ...emptyCampaign, charityId: charityId ?? undefined }))
  const read = (): CampaignValues => ({ ...initial, ...form.getFieldsValue(true) })
  const draft = useDraft(campaign, read)
  const { submit } = useCampaignActions()
  const today = shanghaiDate(new Date())
  // Whatever is typed is looked at again: what is missing depends on several fields at once.
  const [, setTyped] = useState(0)
  const issues = wizardIssues(read(), charityOf(read().charityId), today)
  const [step, setStep] = useState(
    () => stepFrom(params.get('step')) ?? (campaign?.returned ? stepOfReturn(campaign) : firstOpenStep(issues)),
  )
  useLeaveWarning(draft.unsaved)

  function charityOf(id: string | undefined) {
    return charities.data?.find((charity) => charity.id === id)
  }

  const labelOf = (path: string) => issueForm.labelOf(formPath(path, ['campaign'])) ?? '内容'

  async function goTo(next: number) {
    draft.unsaved.current = draft.unsaved.current || draft.saved === null
    const kept = await draft.save()
    if (campaign === null && kept) {
      // A draft that was begun here goes on at its own address.
      void navigate(`/campaigns/${kept.id}/edit?step=${wizardSteps[next]?.key}`, { replace: true })
      return
    }
    setStep(next)
    setParams({ step: wizardSteps[next]?.key ?? '' }, { replace: true })
    document.querySelector('main')?.scrollTo({ top: 0 })
  }
  async function goToField(path: string) {
    await goTo(stepOf(path))
    requestAnimationFrame(() => {
      issueForm.show(issues.filter((issue) => stepOf(issue.path) === stepOf(path)))
      issueForm.go(formPath(path, ['campaign']))
    })
  }
  async function handIn() {
    const kept = await draft.save()
    if (!kept) return
    submit.mutate(kept, {
      onSuccess: () => {
        void message.success('已提交，等民政局审核')
        void navigate(`/campaigns?open=${kept.id}`)
      },
      onError: issueForm.showFailure,
    })
  }

  const conflict = isConflict(draft.failure) || isConflict(issueForm.failure)
  const failure = draft.failure ?? issueForm.failure
  return (
    <div className='wizard'>
      <Steps
        current={step}
        onChange={(next) => void goTo(next)}
        items={wizardSteps.map(({ title }, index) => ({
          title,
          status:
            index === step ? 'process' : index === LAST ? 'wait' : issues.some(({ path }) => stepOf(path) === index) ? 'wait' : 'finish',
        }))}
      />
      <ReturnedNotice returned={campaign?.returned ?? null} labelOf={labelOf} onGo={(path) => void goToField(path)} />
      {conflict && onReload ? (
        <ConflictNotice onReload={onReload} />
      ) : (
        failure && <ProblemNotice error={failure} onRetry={() => void draft.save()} />
      )}
      <ErrorSummary
        issues={issueForm.issues}
        labelOf={issueForm.labelOf}
        onGo={(path) => void goToField(`body.${path.join('.').replace(/Yuan/g, 'Fen')}`)}
      />
      <Form<CampaignValues>
        form={form}
        name='campaign'
        layout='vertical'
        initialValues={initial}
        onValuesChange={(changed) => {
          issueForm.noteChange(changed)
          draft.noteChange()
          setTyped((count) => count + 1)
        }}
      >
        {wizardSteps.map(({ key, title }, index) => (
          <section key={key} className='form-part' hidden={index !== step} aria-labelledby={`step-${key}`}>
            <h2 id={`step-${key}`}>
              {title}{' '}
              <span className='quiet'>
                第 {index + 1} 步，共 {wizardSteps.length} 步
              </span>
            </h2>
            <StepBody
              step={key}
              shown={index === step}
              project={(projectId) => {
                form.setFieldValue('projectId', projectId)
                draft.noteChange()
                setTyped((count) => count + 1)
              }}
              plan={{ charity: charityOf(read().charityId), today }}
              check={{ campaign: draft.saved, issues, labelOf, onGo: (path) => void goToField(path) }}
            />
          </section>
        ))}
        <div className='form-actions'>
          <Space size={12} wrap>
            {step > 0 && (
              <Button size='large' onClick={() => void goTo(step - 1)}>
                上一步
              </Button>
            )}
            <Button
              type='primary'
              size='large'
              // Not by Enter: that ends a date, not a step.
              onClick={() => void (step === LAST ? handIn() : goTo(step + 1))}
              loading={submit.isPending}
              disabled={conflict || (step === LAST && issues.length > 0)}
            >
              {step === LAST ? '提交审核' : '保存，下一步'}
            </Button>
            <span className='quiet' role='status'>
              {savedWords(draft)}
            </span>
          </Space>
        </div>
      </Form>
    </div>
  )
}

const stepFrom = (key: string | null): number | null => {
  const index = wizardSteps.findIndex((step) => step.key === key)
  return index < 0 ? null : index
}
const stepOfReturn = ({ returned }: Campaign) => firstOpenStep(returnIssues(returned))

function savedWords({ saving, failure, savedAt, saved }: ReturnType<typeof useDraft>): string {
  if (saving) return '正在保存…'
  if (failure) return '还没有保存，请看上面的提示'
  return savedAt ? `草稿已保存 ${shanghaiTime(savedAt)}，可以离开，下次接着写` : saved ? '改动会自动保存' : '填写后会自动存成草稿'
}

interface StepBodyProps {
  step: WizardStep['key']
  shown: boolean
  project: (projectId: string) => void
  plan: Parameters<typeof StepPlan>[0]
  check: Parameters<typeof StepCheck>[0]
}

function StepBody({ step, shown, project, plan, check }: StepBodyProps) {
  switch (step) {
    case 'project':
      return <StepProject onProject={project} />
    case 'plan':
      return <StepPlan {...plan} />
    case 'money':
      return <StepMoney />
    case 'words':
      return <StepWords />
    case 'check':
      return shown ? <StepCheck {...check} /> : null
  }
}
