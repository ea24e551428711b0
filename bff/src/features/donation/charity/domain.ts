import type { FieldIssue } from '@minsheng/shared/errors'

export interface CharityFields {
  name: string
  uscc: string
  certificateNumber: string | null
  certificateExpiresOn: string | null
  contactName: string
  contactPhone: string
  address: string
  subMchid: string | null
}

const VERIFIED = ['name', 'uscc', 'certificateNumber', 'certificateExpiresOn', 'subMchid'] as const

/**
 * Which changed fields only the bureau may change: the facts it checked against papers, above all where the money goes.
 * @remarks 慈善法 27, 28: who raises and who is paid is verified by someone other than the charity itself.
 */
export function verifiedFactIssues(before: CharityFields, after: CharityFields): FieldIssue[] {
  return VERIFIED.filter((field) => before[field] !== after[field]).map((field) => ({
    path: `body.${field}`,
    message: '这一项由民政局核对证件后修改，请联系民政局',
  }))
}
