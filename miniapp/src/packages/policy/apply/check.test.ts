import { describe, expect, it } from 'vitest'
import { bodyOf, type Filled, faultsOf, inFours } from './check.ts'

const empty: Filled = { account: 'new', bank: '', number: '', note: '', truthful: false }
const payTo = { nameMasked: '王*明', heldMasked: null, heldBank: null }
const held = { nameMasked: '王*明', heldMasked: '6222 **** 0128', heldBank: '杭州银行' }
const paper = { name: '困难说明', needed: true, because: null }
const known = { name: '身份证', needed: false, because: '不用交' }
const none = () => []

describe('what is missing before an application is sent', () => {
  it('names each field', () => {
    expect(faultsOf({ payTo, materials: [paper, known] }, empty, none).map(({ field }) => field)).toEqual(['困难说明', 'bank', 'number'])
  })
  it('takes a number as it stands on the card, and finds a wrong digit', () => {
    const filled = { ...empty, bank: '杭州银行', number: '6222 0212 3456 7890 128' }
    expect(faultsOf({ payTo, materials: [] }, filled, none)).toEqual([])
    expect(faultsOf({ payTo, materials: [] }, { ...filled, number: '6222021234567890127' }, none)).toEqual([
      { field: 'number', message: expect.stringContaining('有一位不对') },
    ])
  })
  it('asks for no card where one is held, or nothing is paid', () => {
    expect(faultsOf({ payTo: held, materials: [] }, { ...empty, account: 'held' }, none)).toEqual([])
    expect(faultsOf({ payTo: null, materials: [paper] }, empty, () => ['aph_1'])).toEqual([])
  })
  it('shows a number in fours, as it stands on the card', () => {
    expect(inFours('6222021234567890128')).toBe('6222 0212 3456 7890 128')
    expect(inFours('4111 1111 1111 1111')).toBe('4111 1111 1111 1111')
  })
  it('sends what was chosen, and no empty words', () => {
    const form = { policyId: 'aged-allowance', payTo: held, materials: [] } as never
    expect(bodyOf(form, { ...empty, account: 'held', note: '  ' }, [])).toMatchObject({ payTo: { account: 'held' }, note: null })
    expect(bodyOf(form, { ...empty, bank: ' 杭州银行 ', number: '6222 0212 3456 7890 128' }, [])).toMatchObject({
      payTo: { account: 'new', bank: '杭州银行', number: '6222021234567890128' },
    })
  })
})
