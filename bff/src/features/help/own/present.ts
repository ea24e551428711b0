import type { CallDeed, HelpCall, HelpCallRow } from '@minsheng/shared/contracts/help'
import { canAdd, canCancel, canRate, waitingStates } from '../call/domain.ts'
import type { CallRecord } from '../call/store.ts'
import type { HelpFile } from '../file/domain.ts'

/** What whoever called may hear of a step; null for what is the desk's own. */
const stepWords: Readonly<Partial<Record<CallDeed, (name: string) => string>>> = {
  press: () => '您按了一键呼',
  report: () => '您报告了别人的情况',
  join: () => '别人也报了同一件事，一起办',
  merge: () => '已经有人报了同一件事，一起办',
  press_again: () => '您又按了一次，工作人员知道了',
  dispatch: () => '已经通知工作人员',
  escalate: () => '还没有人接，已经再通知更多的人',
  add: () => '您补充了说明',
  attach: () => '您补了照片或录音',
  cancel: () => '您取消了呼叫',
  call_back: () => '工作人员给您回过电话',
  acknowledge: (name) => `${name}接下了，会来找您`,
  refuse: () => '原来的工作人员来不了，正在派下一位',
  take_over: (name) => `${name}接手了，会来找您`,
  set_out: (name) => `${name}出发了`,
  arrive: (name) => `${name}到了`,
  transfer: () => '已经联系专业救援，社区会跟到有结果',
  feedback: (name) => `${name}登记了结果`,
  resolve: (name) => `${name}办好了`,
  rate: () => '您评价了',
  reopen: () => '您说没有解决，重新派人',
}

/** In which somebody has taken it, or had. */
const takenStates: readonly HelpCall['state'][] = ['acked', 'en_route', 'on_site', 'resolved', 'closed']

const where = { fix: '您手机现在的位置', home: '您登记的住处', unknown: null } as const

export function presentRow({ _id, state, urgency, category, pressedAt, rating, dossier }: CallRecord): HelpCallRow {
  return {
    id: _id,
    state,
    urgency,
    category,
    pressedAt: pressedAt.toISOString(),
    rating: rating ? { solved: rating.solved, stars: rating.stars, words: dossier.ratingWords } : null,
  }
}

/** Of what happened to another's report that this one goes with, only what those who come did. */
const ofWorkers: readonly CallDeed[] = [
  'dispatch',
  'escalate',
  'acknowledge',
  'refuse',
  'take_over',
  'set_out',
  'arrive',
  'transfer',
  'feedback',
  'resolve',
]

/**
 * A call as whoever made it sees it: who comes and how far it is, never whom else the desk told or why, nor what others said.
 * @param whole what it goes with, where somebody else told the same thing before; the call itself otherwise
 */
export function presentCall(
  call: CallRecord,
  whole: CallRecord,
  nameOf: (accountId: string) => string,
  files: readonly HelpFile[],
): HelpCall {
  const isTogether = whole._id !== call._id
  const { state, assigneeId, clocks } = whole
  const takenBy = takenStates.includes(state) && assigneeId !== null ? nameOf(assigneeId) : null
  const rateUntil = clocks.find(({ name, state: of }) => name === 'close' && of === 'running')?.dueAt
  const own = isTogether
    ? whole.dossier.said.filter(({ callId }) => callId === call._id)
    : call.dossier.said.filter(({ callId }) => callId === undefined)
  const story = isTogether
    ? [...call.history, ...whole.history.filter(({ deed }) => ofWorkers.includes(deed))].sort((a, b) => a.at.getTime() - b.at.getTime())
    : call.history
  return {
    ...presentRow(call),
    state,
    urgency: whole.urgency,
    countdownUntil: (call.clocks.find(({ name }) => name === 'raise')?.dueAt ?? call.pressedAt).toISOString(),
    raisedAt: call.raisedAt?.toISOString() ?? null,
    worker: takenBy === null ? null : { name: takenBy },
    where: where[call.dossier.where.because] ?? call.dossier.where.address,
    notices: call.dossier.notices,
    isLate: whole.isLate && waitingStates.includes(state),
    presses: Math.max(1, call.sources.filter(({ kind, callId }) => kind === 'button' && !callId).length),
    isForOther: call.isForOther === true,
    isTogether,
    said: own.map(({ at, words }) => ({ at: at.toISOString(), words })),
    files: files.flatMap(({ _id, of, kind, createdAt, seconds }) =>
      of === 'caller' ? [{ id: _id, kind, at: createdAt.toISOString(), seconds }] : [],
    ),
    steps: story.flatMap(({ at, by, deed }) => {
      const words = stepWords[deed]?.(nameOf(by))
      return words === undefined ? [] : [{ at: at.toISOString(), deed, words }]
    }),
    rateUntil: call.isForOther ? null : (rateUntil?.toISOString() ?? null),
    may: isTogether
      ? { cancel: false, add: canAdd(whole), rate: !call.isForOther && canRate(whole) }
      : {
          cancel: canCancel(call) && !call.sources.some(({ callId }) => callId),
          add: canAdd(call),
          rate: !call.isForOther && canRate(call),
        },
    rev: whole.rev,
  }
}
