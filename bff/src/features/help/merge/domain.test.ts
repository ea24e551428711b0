import { describe, expect, test } from 'vitest'
import { type Compared, likenessOf } from './domain.ts'

const near = { ms: 600_000, metres: 50 }
const at = new Date('2026-12-01T04:00:00Z')
const point = (north = 0, accuracyM = 20) => ({ lat: 30.22 + north / 111_195, lng: 120.18, accuracyM })
const atHome = (number = '101', address = `演示苑1幢${number}室`) => ({
  path: ['d', 's', 'c', 'g'],
  dossier: { where: { address, place: null, because: 'home' as const, flatId: `flat${number}` } },
})
const outside = (north = 0, accuracyM = 20) => ({
  path: ['d', 's', 'c', 'g'],
  dossier: { where: { address: null, place: point(north, accuracyM), because: 'fix' as const } },
})
const one = (change: Partial<Compared> = {}): Compared => ({
  _id: 'a',
  accountId: 'acc_elder',
  residentId: 'res_elder',
  origin: 'button',
  isForOther: false,
  category: null,
  urgency: 'p0',
  apartFrom: [],
  at,
  ...atHome(),
  ...change,
})
const device = (change: Partial<Compared> = {}) => one({ _id: 'b', accountId: '', origin: 'device', category: 'fall', ...change })
const neighbour = (change: Partial<Compared> = {}) =>
  one({ _id: 'b', accountId: 'acc_next', residentId: null, origin: 'neighbour', isForOther: true, ...outside(), ...change })
const typed = (address: string) => ({
  path: ['d', 's', 'c', 'g'],
  dossier: { where: { address, place: point(), because: 'fix' as const } },
})

test.each([
  ['a press and an alarm in one flat', one(), device(), 'certain'],
  ['the flat next door', one({ residentId: null, accountId: 'acc_x' }), device({ residentId: 'res_next', ...atHome('102') }), 'none'],
  ['one person, but told of two flats', one(), device(atHome('102')), 'likely'],
  ['ten minutes apart', one(), device({ at: new Date(at.getTime() + 600_000) }), 'certain'],
  ['a moment more', one(), device({ at: new Date(at.getTime() + 600_001) }), 'none'],
  ['one person, 50 m apart', one(outside()), device(outside(49.9)), 'certain'],
  ['one person, 51 m apart', one(outside()), device(outside(51)), 'likely'],
  ['one person, blurred', one(outside(0, 2_000)), device(outside()), 'likely'],
  ['one person, at home and by the phone’s place', one(outside()), device(), 'likely'],
  ['two people of one flat', one(), device({ residentId: 'res_wife' }), 'likely'],
  ['two people who are known, in one street', one(outside()), device({ residentId: 'res_wife', ...outside(10) }), 'likely'],
  ['somebody’s own two wishes', one({ category: 'repair', urgency: 'p2' }), one({ _id: 'b', category: 'errand', urgency: 'p2' }), 'none'],
  ['an alarm and a question about a pension', device(), one({ origin: 'hotline', category: 'question', urgency: 'p3' }), 'likely'],
  ['a neighbour who writes the door', one(), neighbour(typed('演示苑 1幢101室')), 'certain'],
  ['a neighbour who writes the door next to it', one(), neighbour(typed('演示苑1幢102室')), 'none'],
  ['a neighbour who writes only a room', one(), neighbour(typed('101室')), 'none'],
  ['a neighbour beside somebody in the street', one(outside()), neighbour(outside(20)), 'likely'],
  ['a neighbour 60 m away', one(outside()), neighbour(outside(60)), 'none'],
  ['what the desk took apart', one({ apartFrom: ['b'] }), device(), 'none'],
] as const)('%s: %s', (_, a, b, likeness) => {
  expect(likenessOf(a, b, near)).toBe(likeness)
  expect(likenessOf(b, a, near)).toBe(likeness)
})

describe('nobody knows who', () => {
  test('two without an account are not one for that', () => {
    const unknown = { accountId: '', residentId: null }
    expect(likenessOf(device({ ...unknown, ...outside() }), one({ ...unknown, origin: 'hotline', ...outside(500) }), near)).toBe('none')
  })
})
