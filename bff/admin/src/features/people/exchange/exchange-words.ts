import type {
  DeadLetterState,
  DeathReportState,
  ExchangeKind,
  ExchangeRun,
  ExchangeRunState,
  ExchangeSourceId,
} from '@minsheng/shared/contracts/people'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const exchangeSources: Record<ExchangeSourceId, string> = {
  population: '户籍人口（公安）',
  deaths: '死亡登记（公安）',
  disability: '残疾人证（残联）',
  allowance: '社会救助（民政）',
  enrolment: '学籍（教育）',
  housing: '不动产（规划资源）',
  care: '老年人能力评估（浙里养）',
}

export const kindWords: Record<ExchangeKind, string> = { full: '全量', incremental: '增量' }

export const runStates: Record<ExchangeRunState, { word: string; tone: StateTone }> = {
  running: { word: '正在交换', tone: 'waiting' },
  paused: { word: '已暂停', tone: 'paused' },
  done: { word: '已完成', tone: 'good' },
  failed: { word: '没有完成', tone: 'danger' },
}

export const letterStates: Record<DeadLetterState, { word: string; tone: StateTone }> = {
  open: { word: '等待处理', tone: 'warning' },
  replayed: { word: '改好收下了', tone: 'good' },
  superseded: { word: '来源后来发对了', tone: 'good' },
  discarded: { word: '不再处理', tone: 'over' },
}

export const reportStates: Record<DeathReportState, { word: string; tone: StateTone }> = {
  open: { word: '等待核实', tone: 'waiting' },
  confirmed: { word: '确已去世', tone: 'over' },
  dismissed: { word: '人还健在', tone: 'good' },
  withdrawn: { word: '来源已撤回', tone: 'over' },
}

/** What came, in one line that adds up: `收到 6 行：收下 3，原样 1，重复 1，有问题 1`. */
export function countWords(run: ExchangeRun): string {
  return `收到 ${run.received} 行：收下 ${run.applied}，没有变化 ${run.unchanged}，重复 ${run.repeated}，有问题 ${run.dead}`
}

/** Whether what came is what the source says it sent. */
export function agreementWords(run: ExchangeRun): string {
  if (run.sent === null) return '还没有收到第一页'
  if (run.agrees === null) return `来源共 ${run.sent} 行，还在收`
  return run.agrees
    ? `与来源的 ${run.sent} 行一致`
    : `来源说发了 ${run.sent} 行，实际收到 ${run.received - run.repeated} 行，请和来源单位核对`
}
