import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const alarmKinds: Record<CodeAlarm['kind'], string> = {
  silent: '常有人扫的码没人扫了',
  displaced: '在别处被扫',
  forged: '假码、外来码',
  overdue: '很久没有巡查',
  defective: '破损、被遮挡或不见了',
}

export const alarmStates: Record<CodeAlarm['state'], { word: string; tone: StateTone }> = {
  open: { word: '待处理', tone: 'danger' },
  in_hand: { word: '处理中', tone: 'waiting' },
  closed: { word: '已办结', tone: 'over' },
}

export const alarmResults: Record<NonNullable<CodeAlarm['result']>, string> = {
  real: '确有问题',
  false_alarm: '误报',
  resumed: '自动解除',
}

export const evidenceSources: Record<CodeAlarm['evidence'][number]['source'], string> = {
  clock: '系统发现',
  patrol: '志愿者巡码',
  giver: '扫码人的位置',
  report: '群众举报',
  scan: '多人扫到',
}

/** What to do first, in one sentence. */
export function adviceFor({ kind, codeId, codeState }: Pick<CodeAlarm, 'kind' | 'codeId' | 'codeState'>): string {
  switch (kind) {
    case 'silent':
      return '请打电话问问点位，或让附近的志愿者去看一眼：码还在不在，有没有被盖住。'
    case 'displaced':
      return codeState === 'active'
        ? '请先暂停这个公益码，再查清码被谁拿走或翻印；换新码后恢复。'
        : '请查清码被谁拿走或翻印；换新码后再恢复使用。'
    case 'forged':
      return codeId === null
        ? '请派人到现场撕下假码、留下照片；涉嫌诈骗的，请报警。'
        : '请先暂停这个公益码，派人到现场撕下假码、留下照片；涉嫌诈骗的，请报警。'
    case 'overdue':
      return '请在“巡码”里看看谁在附近，请他去一趟。'
    case 'defective':
      return '请派人带一张新的码牌去，贴好以后办结；原来的码找不到的，先暂停它再换新码。'
  }
}

/** Pausing helps where somebody may be cheated, and where there is a code to pause. */
export const mayPause = ({ kind, codeState, mayHandle, state }: CodeAlarm) =>
  mayHandle && state !== 'closed' && codeState === 'active' && kind !== 'overdue'
