import * as z from 'zod'
import { isUscc } from '../../units/uscc.ts'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { shortText, tagDesk, withRev } from './terms.ts'

export const charityFacts = z.strictObject({
  id,
  name: z.string(),
  uscc: z.string(),
  /** 公开募捐资格证书 number and last day, or null when the charity has none. */
  certificateNumber: z.string().nullable(),
  certificateExpiresOn: calendarDate.nullable(),
  contactName: z.string(),
  contactPhone: z.string(),
  address: z.string(),
  demo: z.boolean(),
})

const uscc = z.string().refine(isUscc, '统一社会信用代码不对，请核对 18 位代码')

export const charityInput = z.strictObject({
  name: shortText(60),
  uscc,
  certificateNumber: shortText(60).nullable(),
  certificateExpiresOn: calendarDate.nullable(),
  contactName: shortText(20),
  contactPhone: z.string().regex(/^[0-9-]{7,20}$/, '请填写联系电话'),
  address: shortText(120),
  /** The charity's own WeChat Pay merchant number; money goes there and nowhere else. */
  subMchid: z
    .string()
    .regex(/^\d{8,12}$/, '请填写 8–12 位特约商户号')
    .nullable(),
})

export const charity = z.strictObject({ ...charityFacts.shape, subMchid: z.string().nullable(), rev: z.number().int(), createdAt: instant })

export type Charity = z.output<typeof charity>

const charityParams = z.strictObject({ charityId: id })

export const charityContract = {
  listCharities: operation({
    method: 'GET',
    path: '/api/v1/admin/charities',
    summary: '慈善组织',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(charity)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createCharity: operation({
    method: 'POST',
    path: '/api/v1/admin/charities',
    summary: '登记慈善组织',
    tag: tagDesk,
    audience: 'staff',
    body: json(charityInput),
    status: 201,
    response: json(charity),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  updateCharity: operation({
    method: 'PUT',
    path: '/api/v1/admin/charities/:charityId',
    summary: '修改慈善组织',
    tag: tagDesk,
    audience: 'staff',
    params: charityParams,
    body: json(z.strictObject({ ...charityInput.shape, ...withRev.shape })),
    status: 200,
    response: json(charity),
    errors: ['forbidden', 'not_found', 'conflict', 'already_exists'],
    idempotency: 'natural',
  }),
}
