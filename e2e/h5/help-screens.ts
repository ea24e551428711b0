import { at, type Screen } from './screen.ts'

/** 一键呼, of whoever calls and of whoever goes. */
export const helpScreens: Screen[] = [
  at('packages/help/call/index', 'call-blank'),
  at('packages/help/call/index', 'call-unknown', () => '?id=hlp_none'),
  at('packages/help/calls/index', 'calls-none'),
  at('packages/help/report/index', 'report-for-other'),
  at('packages/duty/desk/index', 'work-sign-in'),
  at('packages/duty/call/index', 'work-call-signed-out', () => '?id=hlp_none'),
]
