import { helpDeskContract } from './help/desk.ts'
import { helpDutyContract } from './help/duty.ts'
import { helpFileContract } from './help/files.ts'
import { open311KeyContract } from './help/open311.ts'
import { ownHelpContract } from './help/own.ts'
import { helpReportContract } from './help/report.ts'
import { helpTermsContract } from './help/sla.ts'

export type { Colleague, DeskCall, DeskCallRow } from './help/desk.ts'
export type { MyDuty } from './help/duty.ts'
export { helpFileLimits, voiceTypes } from './help/files.ts'
export type { HelpCall, HelpCallRow } from './help/own.ts'
export type { HelpBoard, ReportBy, ReportFigures, ReportOnly } from './help/report.ts'
export type { HelpTermsByClass, HelpTermsVersion } from './help/sla.ts'
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
  type Rescue,
} from './help/terms.ts'

/** 一键呼: one press, someone comes. */
export const helpContract = {
  ...ownHelpContract,
  ...helpDeskContract,
  ...helpDutyContract,
  ...helpFileContract,
  ...helpReportContract,
  ...helpTermsContract,
  ...open311KeyContract,
}
