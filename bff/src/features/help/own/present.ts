import type { CallDeed, HelpCall, HelpCallRow } from '@minsheng/shared/contracts/help'
import { canAdd, canCancel, canRate, waitingStates } from '../call/domain.ts'
import type { CallRecord } from '../call/store.ts'

/** What whoever called may hear of a step; null for what is the desk's own. */
const stepWords: Readonly<Partial<Record<CallDeed, (name: string) => string>>> = {
  press: () => '您按了一键呼',
  press_again: () => '您又按了一次，工作人员知道了',
  dispatch: () => '已经通知工作人员',
  escalate: () => '还没有人接，已经再通知更多的人',
  add: () => '您补充了说明',
  cancel: () => '您取消了呼叫',
  call_back: () => '工作人员给您回过电话',
  acknowledge: (name) => `${name}接下了，会来找您`,
  refuse: () => '原来的工作人员来不了，正在派下一位',
  take_over: (name) => `${name}接手了，会来找您`,
  set_out: (name) => `${name}出发了`,
  arrive: (name) => `${name}到了`,
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

/** A call as whoever made it sees it: who comes and how far it is, never whom else the desk told or why. */
export function presentCall(call: CallRecord, nameOf: (accountId: string) => string): HelpCall {
  const { dossier, history, clocks, raisedAt, sources, state, assigneeId } = call
  const takenBy = takenStates.includes(state) && assigneeId !== null ? nameOf(assigneeId) : null
  const rateUntil = clocks.find(({ name, state: of }) => name === 'close' && of === 'running')?.dueAt
  return {
    ...presentRow(call),
    countdownUntil: (clocks.find(({ name }) => name === 'raise')?.dueAt ?? call.pressedAt).toISOString(),
    raisedAt: raisedAt?.toISOString() ?? null,
    worker: takenBy === null ? null : { name: takenBy },
    where: where[dossier.where.because],
    notices: dossier.notices,
    isLate: call.isLate && waitingStates.includes(state),
    presses: sources.filter(({ kind }) => kind === 'button').length,
    said: dossier.said.map(({ at, words }) => ({ at: at.toISOString(), words })),
    steps: history.flatMap(({ at, by, deed }) => {
      const words = stepWords[deed]?.(nameOf(by))
      return words === undefined ? [] : [{ at: at.toISOString(), deed, words }]
    }),
    rateUntil: rateUntil?.toISOString() ?? null,
    may: { cancel: canCancel(call), add: canAdd(call), rate: canRate(call) },
    rev: call.rev,
  }
}
