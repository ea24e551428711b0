import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/auth/actor.ts'
import { covers, mayDo, mayDoTo, type PeopleDeed, scopeOf } from './access.ts'

const staff = (role: StaffRole, placeIds?: string[]): Actor => ({
  kind: 'staff',
  accountId: 'stf_1',
  sessionId: 'ses_1',
  roles: [role],
  charityId: null,
  ...(placeIds ? { placeIds } : {}),
})
const visitor: Actor = {
  kind: 'visitor',
  accountId: 'acc_1',
  sessionId: 'ses_1',
  channel: 'h5',
  ownerIds: ['acc_1'],
  wechatAccountId: null,
}
const path = ['plc_d', 'plc_s', 'plc_c', 'plc_g']
const roles: StaffRole[] = [
  'administrator',
  'bureau',
  'auditor',
  'charity_owner',
  'charity_finance',
  'charity_editor',
  'data_steward',
  'grid_worker',
  'community',
  'street',
  'district_office',
]

describe('who may', () => {
  test.each<[PeopleDeed, StaffRole[]]>([
    ['place.read', ['administrator', 'bureau', 'auditor', 'data_steward', 'grid_worker', 'community', 'street', 'district_office']],
    ['place.write', ['data_steward', 'district_office']],
    ['resident.read', ['data_steward', 'grid_worker', 'community', 'street', 'district_office']],
    ['resident.write', ['data_steward', 'grid_worker', 'community', 'street']],
    ['resident.reveal', ['data_steward', 'grid_worker', 'community', 'street', 'district_office']],
    ['resident.merge', ['data_steward', 'street', 'district_office']],
    ['fact.read', ['data_steward', 'grid_worker', 'community', 'street', 'district_office']],
    ['fact.write', ['data_steward', 'grid_worker', 'community', 'street']],
    ['fact.reveal', ['data_steward', 'grid_worker', 'community', 'street', 'district_office']],
    ['fact.decide', ['data_steward', 'community', 'street', 'district_office']],
  ])('%s', (deed, allowed) => {
    expect(roles.filter((role) => mayDo(staff(role), deed))).toEqual(allowed)
    expect(mayDo(visitor, deed)).toBe(false)
    expect(mayDo({ kind: 'anonymous' }, deed)).toBe(false)
  })
})

describe('where', () => {
  test.each([
    ['the grid itself', ['plc_g'], true],
    ['what it lies in', ['plc_s'], true],
    ['a place beside it', ['plc_h'], false],
    ['one of several', ['plc_h', 'plc_c'], true],
    ['nowhere', [], false],
  ])('%s', (_, placeIds, may) => {
    const actor = staff('street', placeIds)
    expect(covers(actor, path)).toBe(may)
    expect(mayDoTo('resident.read')(actor, { path })).toBe(may)
    expect(scopeOf(actor)).toEqual(placeIds)
  })

  test('an account from before places covers nothing; places without the role are nothing', () => {
    expect(covers(staff('street'), path)).toBe(false)
    expect(mayDoTo('resident.read')(staff('bureau', ['plc_d']), { path })).toBe(false)
    expect(mayDoTo('resident.read')(visitor, { path })).toBe(false)
  })
})
