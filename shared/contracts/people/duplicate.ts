import * as z from 'zod'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { residentRow } from './resident.ts'
import { tagPeople } from './terms.ts'

/** Two records that may be one person. */
export const duplicateState = z.enum(['open', 'merged', 'different'])

export const duplicateRow = z.strictObject({
  id,
  state: duplicateState,
  /** What is the same: the ID number, or name, birth date and phone together. */
  because: z.enum(['id_number', 'name_birth_date_phone']),
  foundAt: instant,
  /** The older record first. */
  records: z.array(residentRow).min(1).max(2),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  /** Merged, and neither record changed since. */
  mayUndo: z.boolean(),
  rev: z.number().int(),
})
export type DuplicateRow = z.output<typeof duplicateRow>

const duplicateParams = z.strictObject({ duplicateId: id })
const rev = z.number().int().min(0)
const note = z.string().trim().min(2, '请写明怎么核实的').max(200)

export const duplicateContract = {
  listDuplicates: operation({
    method: 'GET',
    path: '/api/v1/admin/resident-duplicates',
    summary: '可能是同一个人的记录',
    tag: tagPeople,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: duplicateState.optional() }),
    status: 200,
    response: json(page(duplicateRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  mergeDuplicate: operation({
    method: 'POST',
    path: '/api/v1/admin/resident-duplicates/:duplicateId/merge',
    summary: '合并：留下一条，另一条的特殊群体并进来，两条的原样都留在历史里',
    tag: tagPeople,
    audience: 'staff',
    params: duplicateParams,
    body: json(z.strictObject({ rev, keepId: id, note })),
    status: 200,
    response: json(duplicateRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  dismissDuplicate: operation({
    method: 'POST',
    path: '/api/v1/admin/resident-duplicates/:duplicateId/dismiss',
    summary: '核实过，不是同一个人',
    tag: tagPeople,
    audience: 'staff',
    params: duplicateParams,
    body: json(z.strictObject({ rev, note })),
    status: 200,
    response: json(duplicateRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  undoMerge: operation({
    method: 'POST',
    path: '/api/v1/admin/resident-duplicates/:duplicateId/undo',
    summary: '撤销合并：两条记录都回到合并前',
    tag: tagPeople,
    audience: 'staff',
    params: duplicateParams,
    body: json(z.strictObject({ rev, note })),
    status: 200,
    response: json(duplicateRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
