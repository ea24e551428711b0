import { describe, expect, it } from 'vitest'
import { type InviteForm, stepErrors } from './steps'

const whole: InviteForm = {
  elderName: '王奶奶',
  proxyName: '小芳',
  relation: 'child',
  way: 'phone',
  phone: '138 1234 5678',
  scopes: ['gifts'],
  until: '2027-01-01',
  agreed: true,
}

describe('each step of an invitation', () => {
  it('lets a whole one through', () => {
    for (const step of [0, 1, 2, 3, 4]) expect(stepErrors(whole, step)).toEqual({})
    expect(stepErrors({ ...whole, way: 'code', phone: '' }, 1)).toEqual({})
  })

  it.each([
    [0, { elderName: ' ' }, 'elderName'],
    [0, { proxyName: '' }, 'proxyName'],
    [0, { relation: null }, 'relation'],
    [1, { way: null }, 'way'],
    [1, { phone: '12345' }, 'phone'],
    [2, { scopes: [] }, 'scopes'],
    [3, { until: null }, 'until'],
    [4, { agreed: false }, 'agreed'],
  ] as const)('step %i with %j names what is missing', (step, change, field) => {
    expect(Object.keys(stepErrors({ ...whole, ...change } as InviteForm, step))).toEqual([field])
  })
})
