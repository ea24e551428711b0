import { type Charity, charityInput } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { textOrNull } from '../../../ui/blank-text.ts'
import { schemaIssues } from '../../../ui/schema-issues.ts'

export interface CharityValues {
  name?: string
  uscc?: string
  certificateNumber?: string
  certificateExpiresOn?: string | null
  contactName?: string
  contactPhone?: string
  address?: string
  subMchid?: string
}

export const charityLabels = {
  name: '组织名称',
  uscc: '统一社会信用代码',
  certificateNumber: '公开募捐资格证书编号',
  certificateExpiresOn: '证书有效期至',
  contactName: '联系人',
  contactPhone: '联系电话',
  address: '地址',
  subMchid: '微信支付特约商户号',
}

export function charityValues(charity: Charity): CharityValues {
  return {
    name: charity.name,
    uscc: charity.uscc,
    certificateNumber: charity.certificateNumber ?? '',
    certificateExpiresOn: charity.certificateExpiresOn,
    contactName: charity.contactName,
    contactPhone: charity.contactPhone,
    address: charity.address,
    subMchid: charity.subMchid ?? '',
  }
}

/** The body to send. Letters of the code are written large and without spaces, as it is printed. */
export function charityBody(values: CharityValues) {
  return {
    name: values.name ?? '',
    uscc: (values.uscc ?? '').replace(/\s/g, '').toUpperCase(),
    certificateNumber: textOrNull(values.certificateNumber),
    certificateExpiresOn: values.certificateExpiresOn ?? null,
    contactName: values.contactName ?? '',
    contactPhone: (values.contactPhone ?? '').trim(),
    address: values.address ?? '',
    subMchid: textOrNull(values.subMchid),
  }
}

/** All that is wrong, by the contract and by what belongs together. */
export function charityIssues(body: ReturnType<typeof charityBody>): FieldIssue[] {
  const issues = schemaIssues(charityInput, body)
  if (body.certificateNumber !== null && body.certificateExpiresOn === null)
    issues.push({ path: 'body.certificateExpiresOn', message: '填写了证书编号，请一并填写有效期' })
  if (body.certificateNumber === null && body.certificateExpiresOn !== null)
    issues.push({ path: 'body.certificateNumber', message: '填写了有效期，请一并填写证书编号' })
  return issues
}
