import { helpDeskContract } from './help/desk.ts'
import { ownHelpContract } from './help/own.ts'
import { helpReportContract } from './help/report.ts'
import { helpTermsContract } from './help/sla.ts'

export type { DeskCall, DeskCallRow } from './help/desk.ts'
export type { HelpCall, HelpCallRow } from './help/own.ts'
export type { HelpBoard, ReportBy, ReportFigures, ReportOnly } from './help/report.ts'
export { type HelpTermsByClass, type HelpTermsVersion, proposedTerms } from './help/sla.ts'
export {
  type CallCategory,
  type CallDeed,
  type CallPlace,
  type CallSource,
  type CallState,
  type HelpClass,
  type HelpRung,
  helpLimits,
} from './help/terms.ts'

/** 一键呼: one press, someone comes. */
export const helpContract = { ...ownHelpContract, ...helpDeskContract, ...helpReportContract, ...helpTermsContract }
