import type { PatrolCondition, PatrolInvite, PatrolVerdict, PatrolVolunteer } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const verdicts: Record<PatrolVerdict, { word: string; tone: StateTone }> = {
  right: { word: '码正确', tone: 'good' },
  unusable: { word: '码已暂停或到期', tone: 'paused' },
  wrong_venue: { word: '是别处的码', tone: 'danger' },
  other_charity: { word: '别家的公益码', tone: 'over' },
  forged: { word: '伪造的码', tone: 'danger' },
  foreign: { word: '外来的码', tone: 'danger' },
  not_scanned: { word: '没有扫到码', tone: 'warning' },
}

export const conditions: Record<PatrolCondition, string> = { intact: '完好', damaged: '破损', covered: '被遮挡', missing: '不见了' }

export const inviteStates: Record<PatrolInvite['state'], { word: string; tone: StateTone }> = {
  open: { word: '等待接受', tone: 'waiting' },
  accepted: { word: '已接受', tone: 'good' },
  revoked: { word: '已收回', tone: 'over' },
  expired: { word: '已过期', tone: 'over' },
}

export const volunteerStates: Record<PatrolVolunteer['state'], { word: string; tone: StateTone }> = {
  active: { word: '巡码中', tone: 'good' },
  ended: { word: '不再巡码', tone: 'over' },
}
