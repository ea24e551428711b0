import { type CharityProject, charityProjectInput } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { parseYuan, plainYuan } from '@minsheng/shared/units/money'
import { schemaIssues } from '../../../ui/schema-issues.ts'

export interface ProjectValues {
  name?: string
  purpose?: string
  startsOn?: string | null
  endsOn?: string | null
  budget?: { label?: string; amountYuan?: string }[]
  milestones?: { id: string; label?: string; dueOn?: string | null }[]
}

export const projectLabels = {
  name: '项目名称',
  purpose: '项目目的',
  startsOn: '开始日期',
  endsOn: '结束日期',
  budget: '预算',
  milestones: '计划',
}

export function projectValues(project: CharityProject): ProjectValues {
  return {
    ...project,
    budget: project.budget.map(({ label, amountFen }) => ({ label, amountYuan: plainYuan(amountFen) })),
    milestones: project.milestones.map(({ id, label, dueOn }) => ({ id, label, dueOn })),
  }
}

/** The body to send, and what is wrong with it; empty rows at the end of a list are nothing. */
export function projectBody(values: ProjectValues, charityId: string) {
  const unreadable: FieldIssue[] = []
  const rows = (values.budget ?? []).filter((row) => row?.label || row?.amountYuan)
  const steps = (values.milestones ?? []).filter((step) => step?.label || step?.dueOn)
  const body = {
    charityId,
    name: values.name ?? '',
    purpose: values.purpose ?? '',
    startsOn: values.startsOn ?? '',
    endsOn: values.endsOn ?? null,
    budget: rows.map((row, index) => {
      const amount = parseYuan(row.amountYuan ?? '')
      if (!amount.ok) unreadable.push({ path: `body.budget.${index}.amountFen`, message: '金额只填数字，最多两位小数' })
      return { label: row.label ?? '', amountFen: amount.ok ? amount.fen : 0 }
    }),
    milestones: steps.map(({ id, label, dueOn }) => ({ id, label: label ?? '', dueOn: dueOn ?? '' })),
  }
  const words: Record<string, string> = { 'body.startsOn': '请选择开始日期' }
  const ruled = schemaIssues(charityProjectInput, body).map((issue) => {
    const missingDay = /^body\.milestones\.\d+\.dueOn$/.test(issue.path) ? '请选择日期' : words[issue.path]
    return missingDay ? { ...issue, message: missingDay } : issue
  })
  return { body, issues: [...unreadable, ...ruled] }
}
