import { applicationContract } from './policy/application.ts'
import { applicationDeskContract } from './policy/application-desk.ts'
import { awardContract } from './policy/award.ts'
import { benefitContract } from './policy/benefit.ts'
import { childContract } from './policy/child.ts'
import { draftContract } from './policy/draft.ts'
import { payoutContract } from './policy/payout.ts'
import { populationContract } from './policy/population.ts'
import { publicationContract } from './policy/publication.ts'
import { recoveryContract } from './policy/recovery.ts'
import { unansweredContract } from './policy/unanswered.ts'

export type { Application, ApplicationDetail, ApplicationForm, MaterialAsked, Objection } from './policy/application.ts'
export type { ApplicationRow, DeskApplication } from './policy/application-desk.ts'
export type { Award, AwardChange, AwardRow, ChangeKind, DeskAward, Differs, DiffersKind } from './policy/award.ts'
export type {
  Benefit,
  BenefitList,
  BenefitQuestion,
  MoneyRange,
} from './policy/benefit.ts'
export type { WardBenefits } from './policy/child.ts'
export type { DraftFindings, PolicyDraft, PolicyDraftRow } from './policy/draft.ts'
export type {
  BatchState,
  MyPayment,
  MyPayments,
  PayMark,
  PayoutBatch,
  PayoutBatchRow,
  PayoutRow,
  PayReason,
  PayState,
} from './policy/payout.ts'
export type {
  CoverageRow,
  PolicyChange,
  PopulationPerson,
  PopulationState,
  Rematch,
  WhatIfChange,
  WhatIfResult,
} from './policy/population.ts'
export type { ParameterRow, PolicyGroupRow, PolicyPublication, PolicyRow, PolicyTerms } from './policy/publication.ts'
export type {
  DeskRecovery,
  OverpaidRow,
  Recovery,
  RecoveryBalance,
  RecoveryRow,
  RecoveryState,
  RecoveryWay,
  Repayment,
} from './policy/recovery.ts'
export type { IdentifiedBy, SpokenRecord, SpokenWay } from './policy/spoken.ts'
export {
  type ApplicationState,
  type Computed,
  materialLimits,
  type Remedy,
  type RequirementRow,
  type UsedFact,
  type WrittenDecision,
} from './policy/terms.ts'

export type { UnansweredRow, VisitOutcome } from './policy/unanswered.ts'

/** 政策找人: policies, what each is to a person, how it is applied for, and how it is changed. */
export const policyContract = {
  ...benefitContract,
  ...childContract,
  ...applicationContract,
  ...applicationDeskContract,
  ...awardContract,
  ...payoutContract,
  ...recoveryContract,
  ...unansweredContract,
  ...publicationContract,
  ...draftContract,
  ...populationContract,
}
