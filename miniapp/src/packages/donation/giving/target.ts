import type { Project, ProjectSummary, ScannedCode } from '@minsheng/shared/contracts/donation'

/** Whom a gift goes to, however the person came here. */
export interface Target {
  codeId: string | null
  venueName: string | null
  project: ProjectSummary
  suggestedAmountsFen: number[]
  /** Why nothing can be given; null when gifts are taken. */
  refusal: { title: string; reason: string } | null
}

const refusalTitles = {
  paused: '这个公益码暂停使用',
  revoked: '这个公益码已经作废',
  expired: '这个公益码已经过期',
} as const

/** What the server's sentence says beyond the state of the code, which the title over it already tells. */
function ownReason(reason: string | null): string {
  const own = reason?.replace(/^这个公益码(暂停使用|已停用)[：，。]/, '')
  return own || '请问问现场的工作人员，或换一个项目。'
}

const closed = { title: '这个项目现在不接受捐款', reason: '您可以看看项目详情，或换一个项目。' }

export function targetOfScan({ codeId, state, reason, venueName, project, suggestedAmountsFen }: ScannedCode): Target {
  const codeRefusal = state === 'active' ? null : { title: refusalTitles[state], reason: ownReason(reason) }
  const refusal = codeRefusal ?? (project.acceptsGifts ? null : closed)
  return { codeId, venueName, project, suggestedAmountsFen, refusal }
}

export function targetOfProject(project: Project): Target {
  const refusal = project.acceptsGifts ? null : { ...closed, reason: project.notAcceptingReason ?? closed.reason }
  return { codeId: null, venueName: null, project, suggestedAmountsFen: project.suggestedAmountsFen, refusal }
}
