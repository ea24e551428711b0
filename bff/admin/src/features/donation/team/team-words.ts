import type { TeamRow } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const teamStates: Record<TeamRow['state'], { word: string; tone: StateTone }> = {
  checking: { word: '正在检查', tone: 'waiting' },
  in_review: { word: '等人审阅', tone: 'warning' },
  open: { word: '正在进行', tone: 'good' },
  refused: { word: '不显示', tone: 'danger' },
  ended: { word: '已结束', tone: 'over' },
}

export const reportReasons: Record<TeamRow['reports'][number]['reason'], string> = {
  fraud: '像是骗钱的',
  false: '说的不是真的',
  abusive: '骂人或不文明',
  privacy: '写了别人的隐私',
  other: '别的原因',
}

type Row = Pick<TeamRow, 'state' | 'openReports'>

/** Whether somebody has to look at it. */
export const waits = ({ state, openReports }: Row) => state === 'in_review' || (state === 'open' && openReports > 0)

/** What is to be done, in one sentence. */
export function nextWords({ state, openReports }: Row): string {
  switch (state) {
    case 'checking':
      return '系统正在检查文字，一般几秒钟。'
    case 'in_review':
      return '请看文字能不能显示：有没有别人的姓名、电话、病情，有没有催人捐款、做广告的话。'
    case 'open':
      return openReports > 0 ? `有 ${openReports} 人举报，请看举报说的是不是真的。` : '别人看得到，也能捐。'
    case 'refused':
      return '只有发起人自己看得到，并看得到原因。'
    case 'ended':
      return '不能再从这个页面捐；已经捐的不受影响。'
  }
}
