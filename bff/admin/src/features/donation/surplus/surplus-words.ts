import type { Surplus } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const surplusStates: Record<Surplus['state'], { word: string; tone: StateTone }> = {
  requested: { word: '等待审批', tone: 'warning' },
  confirmed: { word: '已转用', tone: 'good' },
  rejected: { word: '没有批准', tone: 'over' },
}

export const surplusBases: Record<Surplus['basis'], string> = { surplus_plan: '按募捐方案的结余办法', filed_change: '按变更后备案的方案' }

/** Who does what next, in one sentence. */
export function nextWords(surplus: Surplus): string {
  switch (surplus.state) {
    case 'requested':
      return surplus.requestedByYou
        ? '等另一位负责人审批；您提出的，不能自己审批。'
        : '等负责人审批；审批通过后转用，并在两个项目页上公布。'
    case 'confirmed':
      return '已经转用，两个项目页上都有说明；两个项目筹到的金额不变。'
    case 'rejected':
      return '没有转用，结余仍在原项目。'
  }
}
