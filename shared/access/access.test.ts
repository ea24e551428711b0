import { describe, expect, test } from 'vitest'
import { allContracts, type OperationName } from '../contracts/index.ts'
import { admits, anyone, type Grant, signedIn, staff, visitor, visitorsOwn } from './grant.ts'
import { grants } from './index.ts'
import { clashOf, reachOfRole, separatedRoles, staffRoles } from './role.ts'

describe('who may knock', () => {
  const people = {
    nobody: { kind: 'anonymous' },
    visitor: { kind: 'visitor' },
    auditor: { kind: 'staff', roles: ['auditor'] },
    both: { kind: 'staff', roles: ['street', 'bureau'] },
    roleless: { kind: 'staff', roles: [] },
  } as const
  test.each<[Grant, (keyof typeof people)[]]>([
    [anyone, ['nobody', 'visitor', 'auditor', 'both', 'roleless']],
    [signedIn, ['visitor', 'auditor', 'both', 'roleless']],
    [visitor, ['visitor']],
    [visitorsOwn, ['visitor']],
    [staff('open', 'bureau'), ['both']],
    [staff('part', 'auditor', 'street'), ['auditor', 'both']],
    [staff('own', 'assessor'), []],
  ])('%j', (grant, may) => {
    expect(Object.entries(people).flatMap(([name, person]) => (admits(grant, person) ? [name] : []))).toEqual(may)
  })
})

describe('the table', () => {
  test('has a row for every operation and no other', () => {
    expect(Object.keys(grants).sort()).toEqual(Object.keys(allContracts).sort())
  })
  test('names somebody in each staff row, and nobody twice', () => {
    for (const [name, grant] of Object.entries(grants)) {
      if (grant.who !== 'staff') continue
      expect(grant.roles.length, name).toBeGreaterThan(0)
      expect(new Set(grant.roles).size, name).toBe(grant.roles.length)
    }
  })
  test('gives what belongs to a charity to no role of a place, and the other way round', () => {
    for (const name of Object.keys(grants) as OperationName[]) {
      const grant = grants[name]
      if (grant.who !== 'staff' || grant.reach !== 'own') continue
      const reaches = new Set(grant.roles.map((role) => reachOfRole[role]).filter((reach) => reach !== 'district'))
      expect(reaches.size, name).toBeLessThanOrEqual(1)
    }
  })
})

describe('三权分立', () => {
  test('any two of administrator, security officer and auditor clash', () => {
    for (const one of separatedRoles)
      for (const other of separatedRoles.filter((role) => role !== one))
        expect(new Set(clashOf([one, other]))).toEqual(new Set([one, other]))
  })
  test('each alone, with any other role, does not', () => {
    const rest = staffRoles.filter((role) => !separatedRoles.includes(role))
    for (const one of separatedRoles) expect(clashOf([one, ...rest])).toEqual([])
  })
})
