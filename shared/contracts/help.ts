import { helpDeskContract } from './help/desk.ts'
import { helpDutyContract } from './help/duty.ts'
import { ownHelpContract } from './help/own.ts'

export type { Colleague, DeskCall, DeskCallRow } from './help/desk.ts'
export type { MyDuty } from './help/duty.ts'
export type { HelpCall, HelpCallRow } from './help/own.ts'
export {
  type CallCategory,
  type CallDeed,
  type CallPlace,
  type CallSource,
  type CallState,
  type HelpClass,
  type HelpRung,
  helpLimits,
  type Rescue,
} from './help/terms.ts'

/** 一键呼: one press, someone comes. */
export const helpContract = { ...ownHelpContract, ...helpDeskContract, ...helpDutyContract }
