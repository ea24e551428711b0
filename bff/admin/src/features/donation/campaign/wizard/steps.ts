import type { Campaign, Charity } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { publishIssues } from '@minsheng/shared/law/raising'
import { formPath } from '../../../../ui/form-issues.ts'
import { type CampaignValues, campaignBody, campaignIssues } from '../campaign-form.ts'

export interface WizardStep {
  key: 'project' | 'plan' | 'money' | 'words' | 'check'
  title: string
  /** Fields of the form that are filled in here. */
  fields: readonly string[]
}

export const wizardSteps: readonly WizardStep[] = [
  { key: 'project', title: '项目', fields: ['charityId', 'projectId', 'title', 'purpose'] },
  {
    key: 'plan',
    title: '募捐方案',
    fields: [
      'channel',
      'designatedUrl',
      'emergency',
      'filingNumber',
      'filedOn',
      'counselApproval',
      'startsOn',
      'endsOn',
      'area',
      'leader',
      'account',
      'beneficiaries',
      'queryMethod',
    ],
  },
  { key: 'money', title: '预算与计划', fields: ['use', 'goalYuan', 'budget', 'cost', 'surplusPlan'] },
  { key: 'words', title: '图文', fields: ['story', 'coverPictureId', 'suggestedAmountsYuan'] },
  { key: 'check', title: '检查并提交', fields: [] },
]

/** The step a field is filled in at. */
export function stepOf(path: string): number {
  const field = String(formPath(path, ['campaign'])[0])
  return Math.max(
    wizardSteps.findIndex(({ fields }) => fields.includes(field)),
    0,
  )
}

/** All that is missing or wrong: the form's own rules, then what the law asks of this charity today. */
export function wizardIssues(values: CampaignValues, charity: Charity | undefined, today: string): FieldIssue[] {
  const made = campaignBody(values)
  const own = campaignIssues(made)
  const named = new Set(own.map(({ path }) => path))
  const legal = charity ? publishIssues(made.body, charity, today).map((issue) => ({ ...issue, path: `body.${issue.path}` })) : []
  return [...own, ...legal.filter(({ path }) => !named.has(path))]
}

/** Where to go on: the first step that is not complete. */
export function firstOpenStep(issues: readonly FieldIssue[]): number {
  const steps = issues.map(({ path }) => stepOf(path))
  return steps.length === 0 ? wizardSteps.length - 1 : Math.min(...steps)
}

/** What the bureau wanted changed, as issues of the form. */
export function returnIssues(returned: Campaign['returned']): FieldIssue[] {
  return (returned?.reasons ?? []).map(({ field, reason }) => ({ path: `body.${field}`, message: reason }))
}
