import type { auditContract } from '../contracts/audit.ts'
import { anyone, type GrantsOf, staff } from './grant.ts'

/** The record is read by the auditor and the security officer, and by nobody who works with what it tells of. */
const reader = staff('open', 'auditor', 'security_officer')
const asking = ['bureau', 'charity_owner', 'charity_finance', 'auditor'] as const

/** 审计: who may do what. That it is always a second person who agrees is the route's own rule. */
export const auditGrants = {
  searchAudit: reader,
  listUnusualLooks: reader,
  listFieldCatalogue: staff('open', 'auditor', 'security_officer', 'administrator', 'bureau', 'data_steward', 'district_office'),
  getAuditChain: reader,
  verifyAuditChain: reader,
  listAuditAnchors: anyone,
  createExportRequest: staff('part', ...asking),
  listExportRequests: staff('part', ...asking, 'security_officer'),
  decideExportRequest: staff('own', 'charity_owner', 'bureau', 'security_officer'),
  downloadExport: staff('own', ...asking),
} satisfies GrantsOf<typeof auditContract>
