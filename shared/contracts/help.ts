import { helpDeskContract } from './help/desk.ts'
import { helpFileContract } from './help/files.ts'
import { open311KeyContract } from './help/open311.ts'
import { ownHelpContract } from './help/own.ts'
import { helpReportContract } from './help/report.ts'
import { helpTermsContract } from './help/sla.ts'

export type { DeskCall, DeskCallRow } from './help/desk.ts'
export { helpFileLimits, voiceTypes } from './help/files.ts'
export type { HelpCall, HelpCallRow } from './help/own.ts'
export type { HelpBoard, ReportBy, ReportFigures, ReportOnly } from './help/report.ts'
export { type HelpTermsByClass, type HelpTermsVersion, proposedTerms } from './help/sla.ts'
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
export const helpContract = {
  ...ownHelpContract,
  ...helpDeskContract,
  ...helpFileContract,
  ...helpReportContract,
  ...helpTermsContract,
  ...open311KeyContract,
}
