import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { find, freshIdNumber, freshPhone, idsOf, member, person } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let worker: SignedIn
let street: SignedIn
let otherStreet: SignedIn
let district: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
  street = await staff(app, ['street'], null, [grid.streets[0]])
  otherStreet = await staff(app, ['street'], null, [grid.streets[1]])
  district = await staff(app, ['district_office'], null, [grid.district])
})
afterAll(() => app.close())

const today = dayFromToday(0)
const facts = (change: object = {}) => ({
  name: '李演示',
  idNumber: freshIdNumber(),
  phone: freshPhone(),
  birthDate: null,
  sex: null,
  registeredAddress: null,
  ...change,
})

describe('one box finds a person', () => {
  test.each([
    ['the first two characters', '欧阳'],
    ['the whole name', '欧阳秋月'],
    ['pinyin of two syllables', 'ouyang'],
    ['all pinyin', 'ouyangqiuyue'],
    ['first letters', 'oyqy'],
  ])('by %s', async (_, text) => {
    const { residentId } = await person(worker, grid, { name: '欧阳秋月' })
    expect(await idsOf(worker, text)).toContain(residentId)
    expect(await idsOf(street, text)).toContain(residentId)
    expect(await idsOf(otherStreet, text)).toEqual([])
  })

  test('by ID number, phone and address, and shows nothing whole', async () => {
    const { residentId, idNumber, phone, name } = await person(worker, grid, { name: '单小丹', flat: 1 })
    for (const text of [idNumber, idNumber.toLowerCase(), ` ${idNumber} `, phone, '演示苑1幢102', '演示苑1幢', 'sxd', 'shanxiaodan'])
      expect(await idsOf(worker, text), text).toContain(residentId)
    const answer = await find(worker, idNumber)
    expect(answer.understoodAs).toBe('按身份证号查找')
    expect(answer.items[0]).toMatchObject({
      nameMasked: '单*丹',
      sex: 'female',
      communityName: '东坡路社区',
      gridName: '东坡路第一网格',
      addressMasked: '东坡路社区演示苑****',
    })
    const text = JSON.stringify(answer)
    for (const canary of [idNumber, phone, name, '102室']) expect(text).not.toContain(canary)
    expect(await idsOf(worker, '演示苑1幢101')).not.toContain(residentId)
  })

  test.each([
    ['one character', '王', /至少填 2 个字/],
    ['half a number', '13800', /11 位/],
  ])('%s is too little, and says what is missing', async (_, text, words) => {
    await expect(find(worker, text)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'body.text', message: expect.stringMatching(words) }],
    })
  })

  test('the whole district is searched by name only with a place or a birth date', async () => {
    const { residentId } = await person(worker, grid, { name: '诸葛演示', birthDate: '1938-02-03' })
    await expect(find(district, '诸葛')).rejects.toMatchObject({ issues: [{ path: 'body.birthDate' }] })
    expect(await idsOf(district, '诸葛', { placeId: grid.streets[0] })).toContain(residentId)
    expect(await idsOf(district, '诸葛', { placeId: grid.streets[1] })).toEqual([])
    expect(await idsOf(district, '诸葛演示', { birthDate: '1938-02-03' })).toEqual([residentId])
    expect(await idsOf(district, '诸葛演示', { birthDate: '1938-02-04' })).toEqual([])
  })

  test('a place of somebody else’s is as good as none', async () => {
    const elsewhere = await find(worker, '', { placeId: grid.grids[3] })
    const nowhere = await find(worker, '', { placeId: 'plc_none' })
    expect(elsewhere).toEqual(nowhere)
  })

  test('page by page, each once', async () => {
    const { householdId } = await person(street, grid, { grid: 2, name: '翻页一' })
    for (const name of ['翻页二', '翻页三', '翻页四', '翻页五']) await member(street, householdId, { name, relation: 'child' })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await find(street, '翻页', { limit: 2, cursor })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })
})

describe('not yours is not there', () => {
  test('someone of another street gets the answer of a person who does not exist, and the try is kept', async () => {
    const { residentId, householdId, idNumber, phone } = await person(worker, grid)
    const answers = async (id: string, home: string) =>
      Promise.all(
        [
          otherStreet.call('getResident', { params: { residentId: id } }),
          otherStreet.call('updateResident', { params: { residentId: id }, body: { rev: 0, facts: { name: '张三' }, why: '试试' } }),
          otherStreet.call('revealResident', { params: { residentId: id }, body: { field: 'idNumber', purpose: 'visit', note: null } }),
          otherStreet.call('addGroup', {
            params: { residentId: id },
            body: { rev: 0, kind: 'aged', source: 'visit', from: today, to: null },
            idempotencyKey: key(),
          }),
          otherStreet.call('changeResidentState', {
            params: { residentId: id },
            body: { rev: 0, to: 'moved_out', on: today, why: '试试' },
          }),
          otherStreet.call('getHousehold', { params: { householdId: home } }),
          otherStreet.call('createResident', {
            body: { householdId: home, relation: 'child', from: today, facts: facts(), source: 'visit' },
            idempotencyKey: key(),
          }),
        ].map((call) =>
          call.then(
            () => 'answered',
            (error: { status: number; code: string; message: string; issues: unknown }) => ({
              status: error.status,
              code: error.code,
              message: error.message,
              issues: error.issues,
            }),
          ),
        ),
      )
    expect(await answers(residentId, householdId)).toEqual(await answers('res_none', 'hsh_none'))
    expect((await answers(residentId, householdId)).every((answer) => answer !== 'answered')).toBe(true)
    for (const text of [idNumber, phone, '王小明']) expect((await find(otherStreet, text)).items).toEqual([])
    for (const action of ['resident.read', 'resident.reveal', 'resident.update'])
      expect(await app.db.collection('audit_log').findOne({ action, actor: otherStreet.accountId, subject: residentId })).toMatchObject({
        outcome: 'refused',
      })
    // And nothing of the try was kept with the person.
    expect((await worker.call('getResident', { params: { residentId } })).reveals).toEqual([])
  })

  test('an ID number known elsewhere is not told; known here it is', async () => {
    const { idNumber } = await person(worker, grid)
    const there = await person(otherStreet, grid, { grid: 3 })
    const create = (who: SignedIn, householdId: string) =>
      who.call('createResident', {
        body: { householdId, relation: 'child', from: today, facts: facts({ idNumber }), source: 'visit' },
        idempotencyKey: key(),
      })
    expect(await create(otherStreet, there.householdId)).toMatchObject({ idNumberMasked: expect.any(String) })
    const here = await person(worker, grid)
    await expect(create(worker, here.householdId)).rejects.toMatchObject({
      code: 'already_exists',
      issues: [{ path: 'body.facts.idNumber', message: expect.stringContaining('王*明') }],
    })
  })
})

describe('facts', () => {
  test.each([
    ['a wrong check digit', { idNumber: '330199194906150021' }, 'body.facts.idNumber', /最后一位/],
    ['a date that is not', { idNumber: '330199194902300021' }, 'body.facts.idNumber', /出生日期不存在/],
    ['too short', { idNumber: '3301' }, 'body.facts.idNumber', /18 位/],
    ['no ID number and no birth date', { idNumber: null, sex: 'male' }, 'body.facts.birthDate', /请填写出生日期/],
    ['born tomorrow', { idNumber: null, sex: 'male', birthDate: dayFromToday(1) }, 'body.facts.birthDate', /今天之后/],
    ['another birth date than the ID number says', { birthDate: '1950-01-01' }, 'body.facts.birthDate', /不一样/],
    ['a phone of ten digits', { phone: '1380013800' }, 'body.facts.phone', /11 位手机号/],
    ['a name of signs', { name: '<b>' }, 'body.facts.name', /汉字或字母/],
  ])('%s is refused at its field', async (_, change, path, words) => {
    const { householdId } = await person(worker, grid)
    await expect(
      worker.call('createResident', {
        body: { householdId, relation: 'child', from: today, facts: facts(change) as never, source: 'visit' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      issues: expect.arrayContaining([expect.objectContaining({ path, message: expect.stringMatching(words) })]),
    })
  })

  test('registered twice with the same key there is one person', async () => {
    const { householdId } = await person(worker, grid)
    const idempotencyKey = key()
    const body = { householdId, relation: 'child' as const, from: today, facts: facts(), source: 'visit' as const }
    const results = await Promise.allSettled([1, 2, 3].map(() => worker.call('createResident', { body, idempotencyKey })))
    const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []))
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(1)
    expect(await idsOf(worker, body.facts.idNumber)).toEqual([ids[0]])
  })

  test('a correction keeps what was, is found anew, and of two at once one wins', async () => {
    const { residentId, phone } = await person(worker, grid, { name: '旧名字' })
    const update = (rev: number, change: object) =>
      worker.call('updateResident', { params: { residentId }, body: { rev, facts: change, why: '本人更正' } })
    const newPhone = freshPhone()
    const results = await Promise.allSettled([
      update(0, { name: '新名字', phone: newPhone }),
      update(0, { name: '新名字', phone: newPhone }),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
    expect(await idsOf(worker, phone)).toEqual([])
    expect(await idsOf(worker, newPhone)).toEqual([residentId])
    expect(await idsOf(worker, '旧名字')).not.toContain(residentId)
    expect(await idsOf(worker, 'xmz')).toContain(residentId)
    const after = await worker.call('getResident', { params: { residentId } })
    expect(after.history).toMatchObject([{ why: '本人更正', changed: ['姓名', '电话'] }])
    await expect(update(1, { name: '新名字' })).rejects.toMatchObject({ issues: [{ path: 'body.facts' }] })
  })
})

describe('a hidden field', () => {
  test('is shown for a purpose, and the look is on record', async () => {
    const someone = await person(worker, grid)
    const reveal = (field: 'name' | 'idNumber' | 'phone' | 'address' | 'registeredAddress') =>
      worker.call('revealResident', { params: { residentId: someone.residentId }, body: { field, purpose: 'visit', note: null } })
    expect(await reveal('name')).toEqual({ value: someone.name })
    expect(await reveal('idNumber')).toEqual({ value: someone.idNumber })
    expect(await reveal('phone')).toEqual({ value: someone.phone })
    expect(await reveal('address')).toEqual({ value: '东坡路社区演示苑1幢101室' })
    expect(await reveal('registeredAddress')).toEqual({ value: someone.registeredAddress })
    const { reveals } = await street.call('getResident', { params: { residentId: someone.residentId } })
    expect(reveals.map(({ field, purpose, byYou }) => [field, purpose, byYou])).toEqual(
      ['registeredAddress', 'address', 'phone', 'idNumber', 'name'].map((field) => [field, 'visit', false]),
    )
    expect(
      await app.db.collection('audit_log').countDocuments({ action: 'resident.reveal', subject: someone.residentId, outcome: 'done' }),
    ).toBe(5)
  })

  test('for another purpose it has to be said which', async () => {
    const { residentId } = await person(worker, grid)
    await expect(
      worker.call('revealResident', { params: { residentId }, body: { field: 'name', purpose: 'other', note: null } }),
    ).rejects.toMatchObject({
      issues: [{ path: 'body.note' }],
    })
  })
})
