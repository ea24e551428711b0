import type { ConsentWay, ProxyRelation, ProxyState } from '@minsheng/shared/contracts/proxy'
import type { StateTone } from '../../ui/state-tag.tsx'

export const consentKeys = { consents: ['offline-consents'] } as const

export const proxyStates: Record<ProxyState, { word: string; tone: StateTone }> = {
  recorded: { word: '待核实', tone: 'waiting' },
  refused: { word: '未通过', tone: 'danger' },
  invited: { word: '等代办人接受', tone: 'warning' },
  lapsed: { word: '邀请过期', tone: 'over' },
  declined: { word: '代办人没接受', tone: 'over' },
  active: { word: '正在代办', tone: 'good' },
  withdrawn: { word: '已收回', tone: 'over' },
  expired: { word: '已到期', tone: 'over' },
}
export const wayWords: Record<ConsentWay, string> = { signed: '本人签字', fingerprint: '本人按手印', spoken: '本人当面说明，有人见证' }
export const relationWords: Record<ProxyRelation, string> = {
  child: '子女',
  spouse: '老伴',
  relative: '亲戚',
  neighbour: '邻居',
  worker: '社区工作人员',
  other: '其他',
}
export const options = <V extends string>(words: Record<V, string>) =>
  (Object.entries(words) as [V, string][]).map(([value, label]) => ({ value, label }))
