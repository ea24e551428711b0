import type { Colleague, DeskCall, DeskCallRow } from '../contracts/help.ts'

/** How urgent a call is, for whoever goes and whoever sees to it that somebody goes. */
export const classWords: Readonly<Record<DeskCallRow['urgency'], string>> = {
  p0: '人身安全',
  p1: '水电气',
  p2: '一般事项',
  p3: '咨询',
}

/** Where a call stands. */
export const stateWords: Readonly<Record<DeskCallRow['state'], string>> = {
  countdown: '刚按下',
  new: '正在派人',
  dispatched: '等人接',
  acked: '已接下',
  en_route: '在路上',
  on_site: '在现场',
  resolved: '办好了，等评价',
  closed: '已结束',
  cancelled: '本人取消',
  transferred: '已转专业救援',
  merged: '并到同一件事里了',
}

/** What is promised of a call. */
export const promiseWords: Readonly<Record<DeskCall['clocks'][number]['what'], string>> = {
  acknowledge: '接下',
  on_site: '到现场',
  resolve: '办好',
  call_back: '回电',
  rate: '评价',
  check_in: '报平安',
}

/** What happened to a call. */
export const deedWords: Readonly<Record<DeskCall['steps'][number]['deed'], string>> = {
  press: '按下一键呼',
  press_again: '又按了一次',
  report: '报告',
  join: '同一件事又有人报告，并进来',
  merge: '并到先来的那一个里',
  unmerge: '不是同一件事，分开',
  raise: '倒计时结束，开始派人',
  dispatch: '派人',
  escalate: '没人接，通知更多的人',
  add: '补充了说明',
  attach: '补了照片或录音',
  photograph: '拍了现场照片',
  cancel: '取消',
  call_back: '回了电话',
  acknowledge: '接下',
  refuse: '去不了',
  set_out: '出发',
  arrive: '到现场',
  lower: '降低紧急程度',
  transfer: '转专业救援',
  feedback: '救援的结果',
  mark_risky: '标为有危险',
  ask_safe: '问去的人平不平安',
  safe: '报平安',
  unsafe: '不平安，要支援',
  miss_check_in: '没有报平安，已通知社区',
  hand_over: '请同事接手',
  keep: '不交了，自己办',
  take_over: '接手',
  turn_down: '接不了，仍由原来的同事负责',
  resolve: '办好',
  miss_on_site: '超过到场时间',
  miss_resolve: '超过办理时间',
  miss_call_back: '没有按时回电',
  rate: '评价',
  reopen: '没有解决，重新办',
  close: '评价期满',
}

/** Professional rescue. */
export const rescueWords: Readonly<Record<NonNullable<DeskCall['transferredTo']>, string>> = {
  '110': '110 公安',
  '119': '119 消防',
  '120': '120 急救',
}

/** How a call was told. */
export const sourceWords: Readonly<Record<DeskCall['sources'][number]['kind'], string>> = {
  button: '本人按一键呼',
  device: '设备报警',
  hotline: '12345 转来',
  neighbour: '别人替他呼叫',
}

/** What a colleague is to a call. */
export const colleagueWords: Readonly<Record<Colleague['because'], string>> = {
  grid: '本网格在班',
  near: '附近在班',
  assigned: '本网格责任人',
  community: '社区',
  street: '街道',
  district: '区值班',
}

/** Who stands beside a call: asked to come until somebody took it, and whoever gave it back answers for it meanwhile. */
export function workersOf({
  state,
  workerName,
  keeperName,
  handover,
}: Pick<DeskCallRow, 'state' | 'workerName' | 'keeperName' | 'handover'>): { label: string; name: string }[] {
  const isWaiting = state === 'new' || state === 'dispatched'
  return [
    ...(workerName === null ? [] : [{ label: isWaiting ? '派给了谁' : '谁负责', name: workerName }]),
    ...(keeperName === null ? [] : [{ label: '接下之前由谁负责', name: keeperName }]),
    ...(handover === null ? [] : [{ label: '请谁接手（还没有接）', name: handover.name }]),
  ]
}
