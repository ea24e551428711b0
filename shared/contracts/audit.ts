import { auditChainContract } from './audit/chain.ts'
import { exportRequestContract } from './audit/export-request.ts'
import { auditRecordContract } from './audit/record.ts'

export * from './audit/chain.ts'
export * from './audit/export-request.ts'
export * from './audit/record.ts'

/** 审计: who looked at and changed what, whether the record holds, what may leave the house, and what is kept of whom. */
export const auditContract = { ...auditRecordContract, ...auditChainContract, ...exportRequestContract }
