import type { Relation } from '@minsheng/shared/contracts/people'
import { describe, expect, test } from 'vitest'
import { type FamilyMember, guardiansIn, isMinor, type ParentsKnown } from './domain.ts'

const DATE = '2026-12-01'
const FULL_AGE = 18
const unknown: ParentsKnown = { father: null, mother: null }
const orphaned: ParentsKnown = { father: 'died', mother: 'missing' }

const one = (residentId: string, relation: Relation | null, more: Partial<FamilyMember> = {}): FamilyMember => ({
  residentId,
  relation,
  birthDate: '1985-05-05',
  sex: 'female',
  isBarred: false,
  ...more,
})
const kid = (relation: Relation | null, birthDate = '2020-01-01') => one('kid', relation, { birthDate, sex: 'male' })
const found = (members: FamilyMember[], parents = unknown, date = DATE) => guardiansIn(members, 'kid', parents, FULL_AGE, date)

describe('whose child it is, by what each is to the head', () => {
  const head = one('head', 'head', { sex: 'male' })
  test.each<[string, FamilyMember[], string[]]>([
    ['the head and the spouse, of a child', [kid('child'), head, one('wife', 'spouse')], ['head', 'wife']],
    [
      'nobody else who lives there',
      [kid('child'), head, one('aunt', 'sibling'), one('lodger', 'other'), one('granny', 'parent')],
      ['head'],
    ],
    ['the parents of the head, of a sister or brother', [kid('sibling'), head, one('mother', 'parent')], ['mother']],
    ['the parents, of a child who is the head', [kid('head'), one('mother', 'parent')], ['mother']],
    [
      'the one grown child and who married in, of a grandchild',
      [kid('grandchild'), head, one('son', 'child'), one('wife', 'child_in_law')],
      ['son', 'wife'],
    ],
    ['nobody for sure, where two grown children live', [kid('grandchild'), head, one('son', 'child'), one('daughter', 'child')], []],
    ['not grandparents while nothing is known of the parents', [kid('grandchild'), head], []],
    ['nobody for sure, of somebody other', [kid('other'), head], []],
    ['nobody, of whom nothing is written', [kid(null), head], []],
    ['nobody who is a child too', [kid('child'), one('head', 'head', { birthDate: '2010-01-01' })], []],
    ['not who may not be', [kid('child'), { ...head, isBarred: true }, one('wife', 'spouse')], ['wife']],
  ])('%s', (_, members, guardians) => {
    expect(found(members)).toEqual(guardians)
  })

  test('where both parents are gone, grandparents of the home; where one may still be there, a person has to say', () => {
    const members = [kid('grandchild'), head, one('granny', 'spouse')]
    expect(found(members, orphaned)).toEqual(['head', 'granny'])
    expect(found(members, { father: 'died', mother: 'imprisoned' })).toEqual([])
    expect(found([kid('sibling'), one('sister', 'head')], orphaned)).toEqual([])
  })

  test('a man of the home is not taken for a father who is known to have died', () => {
    const members = [kid('child'), head, one('wife', 'spouse')]
    expect(found(members, { father: 'died', mother: 'able' })).toEqual(['wife'])
    expect(found(members, { father: 'unfit', mother: 'able' })).toEqual(['wife'])
    expect(found(members, { father: 'imprisoned', mother: 'able' })).toEqual(['head', 'wife'])
  })

  test('until the day before they are of full age, and not on the day', () => {
    const members = [kid('child', '2008-12-01'), head]
    expect(found(members, unknown, '2026-11-30')).toEqual(['head'])
    expect(found(members, unknown, '2026-12-01')).toEqual([])
    // Born on 29 February: of full age once that day is over or has come round, never a day early.
    expect(isMinor('2008-02-29', FULL_AGE, '2026-02-28')).toBe(true)
    expect(isMinor('2008-02-29', FULL_AGE, '2026-03-01')).toBe(false)
  })

  test('nobody of a home the child does not live in', () => {
    expect(found([head, one('wife', 'spouse')])).toEqual([])
  })
})
