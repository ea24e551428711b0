import type { PolicyDraftRow, PolicyPublication } from '@minsheng/shared/contracts/policy'
import type { StateTone } from '../../ui/state-tag.tsx'

export const draftStates: Record<PolicyDraftRow['state'], { word: string; tone: StateTone }> = {
  draft: { word: '起草中', tone: 'draft' },
  submitted: { word: '等另一人复核', tone: 'waiting' },
  approved: { word: '已同意，等公布', tone: 'good' },
  published: { word: '已公布', tone: 'good' },
  dropped: { word: '已放弃', tone: 'over' },
}
export const standings: Record<PolicyPublication['standing'], { word: string; tone: StateTone }> = {
  in_force: { word: '现在施行', tone: 'good' },
  to_come: { word: '将要施行', tone: 'waiting' },
  over: { word: '已经过去', tone: 'over' },
  replaced: { word: '已被更正', tone: 'over' },
}
export const kinds: Record<PolicyDraftRow['kind'], string> = { policy: '政策', parameter: '参数', higherOf: '择高' }

/** What a page about one of them is called; groups have no name of their own. */
export const titleWords = (kind: PolicyDraftRow['kind'], title: string): string => (kind === 'higherOf' ? '同一个人只发最高的一项' : title)
