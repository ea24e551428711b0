import { helpDeskContract } from './help/desk.ts'
import { helpFileContract } from './help/files.ts'
import { open311KeyContract } from './help/open311.ts'
import { ownHelpContract } from './help/own.ts'

export type { DeskCall, DeskCallRow } from './help/desk.ts'
export { helpFileLimits, voiceTypes } from './help/files.ts'
export type { HelpCall, HelpCallRow } from './help/own.ts'
export {
  type CallCategory,
  type CallDeed,
  type CallPlace,
  type CallSource,
  type CallState,
  callCategory,
  type HelpClass,
  type HelpRung,
  helpLimits,
} from './help/terms.ts'

/** 一键呼: one press, someone comes. */
export const helpContract = { ...ownHelpContract, ...helpDeskContract, ...helpFileContract, ...open311KeyContract }
