import { type OutboxEntry, outboxEntry } from '../../platform/events/outbox.ts'
import { dueEntry, type NewMessage } from '../message/index.ts'
import type { Call, News, Step } from './call/step.ts'

/** Told when every reminder of a call has to stop. */
export const REMINDED = 'help.reminded'

type Words = Pick<NewMessage, 'title' | 'body'>

const toWorkers: Readonly<Record<Extract<News, { to: 'workers' }>['what'], Words>> = {
  called: { title: '有人按了一键呼，请马上接', body: '打开“一键呼”看地址和情况，点“我来”接下；去不了就写明原因，会派给下一位。' },
  called_again: { title: '同一个人又按了一次一键呼', body: '可能情况变急了，请马上联系。' },
  nobody_comes: { title: '一键呼还没有人接，请您接', body: '前面的人没有在规定时间里接下。打开“一键呼”点“我来”，或打电话找人去。' },
  nobody_there: { title: '一键呼超过到场时间', body: '接下的人还没有到现场，请联系他，需要时另外派人。' },
  not_done: { title: '一键呼超过办理时间', body: '到了期限还没有办好，请看看卡在哪里。' },
  not_rung: { title: '取消的呼叫还没有回电', body: '本人取消了紧急呼叫，到时间还没有人打电话确认。请马上打，再在“一键呼”里登记。' },
  are_you_safe: { title: '一切平安吗？', body: '您到现场有一会儿了。请打开“一键呼”点“我平安”；不回，会通知社区去找您。' },
  no_sign: { title: '去现场的同事没有报平安', body: '问了他，到时间没有回。请马上打电话，联系不上就派人去，需要时打 110。' },
  needs_support: { title: '去现场的同事说不平安，要支援', body: '打开“一键呼”看在哪里，请马上联系他、派人去，需要时打 110。' },
  joined: { title: '同一件事又有人报告', body: '别的来源也报了同一件事，情况可能更急。打开“一键呼”看新的说明。' },
  asked_to_take: {
    title: '同事请您接手一个呼叫',
    body: '打开“一键呼”看情况，点“我接手”，或者写明为什么接不了。您接手之前，仍由原来的同事负责。',
  },
  not_asked: { title: '呼叫不用您接手了', body: '原来的同事自己办，或者已经请了别人。' },
  taken_over: { title: '您交出的呼叫，同事接手了', body: '从现在起由同事负责，您可以放心。' },
  turned_down: { title: '同事接不了，呼叫还由您负责', body: '打开“一键呼”看原因，可以再请别人，或者点“我去不了”派给下一位。' },
  taken_back: { title: '一键呼被本人取消', body: '不用出发。紧急呼叫请尽快打个电话，确认本人没事，再在“一键呼”里登记。' },
}
const toCaller: Readonly<Record<Extract<News, { to: 'caller' }>['what'], Words>> = {
  taken: { title: '有人接下了您的呼叫', body: '点开能看到谁来、到哪一步了。' },
  somebody_else: { title: '正在为您换一个人', body: '原来的工作人员来不了，正在派下一位。急的话请直接打 120、119 或 110。' },
  another: { title: '换了一位工作人员来', body: '原来的工作人员交给了同事。点开能看到谁来。' },
  transferred: { title: '已经联系专业救援', body: '请把手机放在手边，听救援人员的电话。社区会跟到有结果。' },
  done: { title: '您的呼叫办好了，请评价', body: '点开看怎么办的。没有解决也请告诉我们，会重新派人。' },
  opened_again: { title: '您说没有解决，已经重新派人', body: '社区会另外派人来，并给您打电话。' },
}
const toFamily: Readonly<Record<Extract<News, { to: 'family' }>['what'], Words>> = {
  called: { title: '您的家人按了一键呼', body: '社区已经在派人。您也可以马上给家人打个电话；在“亲情代办”里能看到进展。' },
  done: { title: '您家人的呼叫办好了', body: '在“亲情代办”里能看到是谁去的、怎么办的。' },
}

const page = (callId: string) => `/packages/help/call/index?id=${callId}`
/** Whoever told of it, each with the call that is theirs. */
function callersOf({ _id, accountId, sources }: Call): { accountId: string; callId: string }[] {
  const others = sources.flatMap((one) => (one.callId && one.accountId ? [[one.accountId, one.callId] as const] : []))
  const all = new Map([...others, ...(accountId === '' ? [] : [[accountId, _id] as const])])
  return [...all].map(([id, callId]) => ({ accountId: id, callId }))
}
/** One message for one person and one step, however often the step is told. */
const keyOf = (callId: string, step: number, accountId: string) => `help:${callId}:${step}:${accountId}`

/** Every key under which workers were told of a call so far. */
export const workerKeys = ({ _id, history, told }: Pick<Call, '_id' | 'history' | 'told'>): string[] =>
  history.flatMap((_, step) => told.map(({ accountId }) => keyOf(_id, step, accountId)))

/** What of a step is to be sent, kept by the write whose news it is. None of it names who called or where. */
export function entriesOf(call: Call, { news, entry }: Pick<Step, 'news' | 'entry'>, family: readonly string[]): OutboxEntry[] {
  const step = call.history.length
  const isLife = call.urgency === 'p0'
  const message = (to: string, words: Words, link: string | null, urgency: 'p0' | 'p1') =>
    dueEntry({ id: keyOf(call._id, step, to), to, kind: 'help', ...words, link, urgency }, entry.at)
  return news.flatMap((told): OutboxEntry[] => {
    if (told.to === 'reminded') return [outboxEntry(REMINDED, entry.at, { callId: call._id })]
    if (told.to === 'workers')
      return [...new Set(told.accountIds)].map((to) => message(to, toWorkers[told.what], null, isLife ? 'p0' : 'p1'))
    if (told.to === 'caller')
      return callersOf(call).map(({ accountId, callId }) => message(accountId, toCaller[told.what], page(callId), 'p1'))
    return isLife ? family.map((to) => message(to, toFamily[told.what], null, told.what === 'called' ? 'p0' : 'p1')) : []
  })
}
