import * as z from 'zod'
import { id, instant, json, operation } from '../operation.ts'

const tag = '一键呼 · 对外接口（Open311）'

const apiKeyRow = z.strictObject({
  id,
  name: z.string(),
  issuedByName: z.string(),
  createdAt: instant,
  usedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
})

export const open311KeyContract = {
  listApiKeys: operation({
    method: 'GET',
    path: '/api/v1/admin/open311-keys',
    summary: '接口密钥：发给了谁、最近什么时候用过、是否收回',
    tag,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(apiKeyRow) })),
    errors: [],
    idempotency: 'natural',
  }),
  issueApiKey: operation({
    method: 'POST',
    path: '/api/v1/admin/open311-keys',
    summary: '发一个接口密钥；密钥只显示这一次',
    tag,
    audience: 'staff',
    body: json(z.strictObject({ name: z.string().trim().min(2, '请写明发给谁，至少 2 个字').max(60, '最多 60 个字') })),
    status: 201,
    response: json(z.strictObject({ ...apiKeyRow.shape, key: z.string() })),
    errors: [],
    // An answer kept for repetition would keep the key: sent twice, there are two keys, and one of them is withdrawn.
    idempotency: 'natural',
  }),
  withdrawApiKey: operation({
    method: 'POST',
    path: '/api/v1/admin/open311-keys/:keyId/withdraw',
    summary: '收回一个接口密钥，马上失效',
    tag,
    audience: 'staff',
    params: z.strictObject({ keyId: id }),
    status: 200,
    response: json(apiKeyRow),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
