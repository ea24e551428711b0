import { canonicalText } from '@minsheng/shared/units/canonical-text'
import { proofFault, type SealedDay } from '@minsheng/shared/units/ledger-proof'
import { hexOf, merkleLevels, merklePath } from '@minsheng/shared/units/merkle'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayStart, journalText, leafOf, nextDay, sealableAt, sealDay, sha256 } from './domain.ts'

describe('canonical text', () => {
  test('names are sorted, nothing is spaced, instants are ISO', () => {
    expect(canonicalText({ b: [1, { d: null, c: '中"' }], a: new Date(0), Z: true })).toBe(
      '{"Z":true,"a":"1970-01-01T00:00:00.000Z","b":[1,{"c":"中\\"","d":null}]}',
    )
  })

  test('does not hang on the order in which fields were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.constant(null))), (fields) => {
        const text = canonicalText({ ...fields })
        expect(canonicalText(Object.fromEntries(Object.entries(fields).reverse()))).toBe(text)
        expect(JSON.parse(text)).toEqual({ ...fields })
      }),
    )
  })

  test.each([[1.5], [Number.NaN], [undefined], [{ a: undefined }], [new Map()]])('%o has none', (value) => {
    expect(() => canonicalText(value)).toThrow(TypeError)
  })

  test('of a journal: every field, and not the event inside', () => {
    const journal = { _id: 'pay:1:2', kind: 'gift_paid', amountFen: 100, outbox: [{ id: 'evt_1' }] }
    expect(journalText(journal)).toBe('{"amountFen":100,"key":"pay:1:2","kind":"gift_paid"}')
    expect(leafOf({ ...journal, outbox: [] })).toEqual(leafOf(journal))
    expect(hexOf(leafOf({ ...journal, amountFen: 101 } as never).hash)).not.toBe(hexOf(leafOf(journal).hash))
  })
})

test('a day in Hangzhou begins eight hours before that of Greenwich and may be sealed half an hour after its end', () => {
  expect(dayStart('2026-06-15').toISOString()).toBe('2026-06-14T16:00:00.000Z')
  expect(nextDay('2026-12-31')).toBe('2027-01-01')
  expect(sealableAt('2026-06-15').toISOString()).toBe('2026-06-15T16:30:00.000Z')
})

describe("the donor's own check", () => {
  const journal = (id: string, amountFen: number) => ({ _id: `pay:1:${id}`, kind: 'gift_paid', outTradeNo: id, amountFen, outbox: [] })
  const journals = [journal('GY_1', 100), journal('GY_2', 200), journal('GY_3', 300)]
  const leaves = journals.map(leafOf)
  const first = sealDay('2026-06-14', [], null)
  const own = sealDay('2026-06-15', leaves, first)
  const after = sealDay('2026-06-16', leaves.slice(0, 1), own)
  const levels = merkleLevels(
    sha256,
    leaves.map(({ hash }) => hash),
  )
  const proof = { journal: journalText(journals[1] ?? { _id: '' }), index: 1, path: merklePath(levels, 1).map(hexOf), seal: own }
  const known = { giftId: 'GY_2', amountFen: 200, published: [own, after] }
  const forged = (seal: SealedDay, change: Partial<SealedDay>) => ({ ...seal, ...change })
  const other = '1'.repeat(64)

  test('holds for what was sealed', () => {
    expect(proofFault(sha256, proof, known)).toBeNull()
    expect(proofFault(sha256, proof, { ...known, published: [own] })).toBeNull()
  })

  test.each([
    ['another gift', 'not_this_gift', proof, { ...known, giftId: 'GY_1' }],
    ['another amount', 'not_this_gift', proof, { ...known, amountFen: 201 }],
    ['no journal at all', 'not_this_gift', { ...proof, journal: 'null' }, known],
    ['a changed journal', 'not_in_root', { ...proof, journal: proof.journal.replace('pay:1', 'pay:2') }, known],
    ['another place', 'not_in_root', { ...proof, index: 0 }, known],
    ['a path cut short', 'not_in_root', { ...proof, path: proof.path.slice(1) }, known],
    ['a path that is no hash', 'not_in_root', { ...proof, path: ['xyz'] }, known],
    ['another count', 'not_in_root', { ...proof, seal: forged(own, { count: 9 }) }, known],
    ['a head that is not computed', 'head_differs', { ...proof, seal: forged(own, { head: other }) }, known],
    ['another day before', 'head_differs', { ...proof, seal: forged(own, { prevHead: other }) }, known],
    [
      'a head nobody else is shown',
      'not_published',
      proof,
      { ...known, published: [sealDay('2026-06-15', leaves.slice(1), first), after] },
    ],
    ['a day missing from the list', 'not_published', proof, { ...known, published: [after] }],
    ['a later day that does not follow', 'chain_broken', proof, { ...known, published: [own, sealDay('2026-06-16', [], first)] }],
    ['a later head that is not computed', 'chain_broken', proof, { ...known, published: [own, forged(after, { count: 5 })] }],
  ] as const)('%s: %s', (_, fault, given, knows) => {
    expect(proofFault(sha256, given, knows)).toBe(fault)
  })
})
