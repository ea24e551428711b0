import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, elder, homeSeen, type Office, office, poor, proposed, seen } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { deliver } from '../../../../testing/outbox.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
let clock: HeldClock
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    clock,
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

/** Someone whose allowance stands. */
const receiving = async () => granted(await elder(app, steward, grid), 'aged-allowance')

async function granted({ me, record }: Awaited<ReturnType<typeof elder>>, policyId: string) {
  const id = await applyForAllowance(me, policyId)
  await proposed(staffed.clerk, id)
  await agreed(staffed.decider, id)
  const [award] = (await me.call('listMyAwards')).items
  if (!award) throw new Error('it stands')
  // What is seen next is newer than what was seen before.
  clock.advance(1_000)
  return { me, record, award, params: { awardId: award.id } }
}
const statusOf = async (me: SignedIn) =>
  (await me.call('getMyBenefits')).list?.items.find(({ policyId }) => policyId === 'aged-allowance')?.status
const stop = { kind: 'stop' as const, words: '户籍已经迁出本区' }

async function registerAs(to: 'deceased' | 'moved_out', residentId: string): Promise<void> {
  const { rev } = await steward.call('getResident', { params: { residentId } })
  await steward.call('changeResidentState', {
    params: { residentId },
    body: { rev, to, on: new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10), why: '社区上门核实' },
  })
}

test('as much as the rules come to: a raise waits for nobody but a second person, a reduction for the person’s words', async () => {
  const { me, record, params, award } = await granted(await poor(app, steward, grid, 24_500), 'minimum-living')
  expect(award).toMatchObject({ fen: 100_000, ofHousehold: true })
  const earns = async (fen: number) => {
    clock.advance(1_000)
    await homeSeen(steward, record.householdId, 'householdIncomeFen', fen)
  }
  const notice = (rev: number, kind: 'raise' | 'reduce') =>
    staffed.clerk.call('giveChangeNotice', { params, body: { rev, kind, words: '收入变了' } })
  const decide = (who: SignedIn, rev: number, confirm = true) =>
    who.call('decideChange', { params, body: { rev, confirm, words: '按核对的收入' } })

  await earns(4_500)
  const told = await notice(0, 'raise')
  expect(told).toMatchObject({ changes: [{ toFen: 120_000, hearUntil: null }] })
  // What the person was told of is decided, or nothing.
  await earns(14_500)
  await expect(decide(staffed.decider, told.rev)).rejects.toMatchObject({ message: expect.stringContaining('告知以后情况又变了') })
  const kept = await decide(staffed.decider, told.rev, false)
  expect(kept.lines).toHaveLength(1)
  await deliver(app)
  // Nobody was asked what they say to more money.
  expect((await me.call('listMessages', {})).items.find(({ title }) => title === '您的一项待遇不变')?.body).toBe(
    '有人提出给您提高，这次没有同意，还按现在的发。理由点开能看到。',
  )

  const raising = await notice(kept.rev, 'raise')
  expect((await me.call('listMyAwards')).items[0]).toMatchObject({ fen: 100_000, state: 'notice', maySpeak: false })
  await expect(me.call('speakOnChange', { params, body: { rev: raising.rev, words: '好的' } })).rejects.toMatchObject({
    code: 'wrong_state',
  })
  await expect(decide(staffed.clerk, raising.rev)).rejects.toMatchObject({ code: 'forbidden' })
  const raised = await decide(staffed.decider, raising.rev)

  // Less than what is to come, though more than what stands this month, takes something away.
  await earns(19_500)
  await expect(notice(raised.rev, 'raise')).rejects.toMatchObject({ code: 'wrong_state' })
  const reducing = await notice(raised.rev, 'reduce')
  await expect(decide(staffed.decider, reducing.rev)).rejects.toMatchObject({ message: expect.stringContaining('先听本人说') })
  await me.call('speakOnChange', { params, body: { rev: reducing.rev, words: '打零工只有这个月' } })
  const { lines, firstMonth } = await decide(staffed.decider, reducing.rev + 1)
  const nextMonth = lines[1]?.fromMonth ?? ''
  expect(lines).toEqual([
    { fromMonth: firstMonth, fen: 100_000, why: 'granted' },
    { fromMonth: nextMonth, fen: 110_000, why: 'raised' },
    { fromMonth: nextMonth, fen: 105_000, why: 'reduced' },
  ])
  const paid = []
  for await (const row of app.app.policy.awardsFor(nextMonth)) if (row.awardId === params.awardId) paid.push([row.line, row.fen])
  expect(paid).toEqual([[3, 105_000]])
})

describe('whom the register knows no more as living here', () => {
  test('who died can’t be heard: two people end what was theirs, from the next month', async () => {
    const { record, params } = await receiving()
    await registerAs('deceased', record.residentId)
    expect(await staffed.clerk.call('getAward', { params })).toMatchObject({
      personState: 'deceased',
      inDoubt: true,
      may: { notice: true },
    })
    const body = { rev: 0, kind: 'stop' as const, words: '本人已经去世' }
    const noticed = await staffed.clerk.call('giveChangeNotice', { params, body })
    expect(noticed.changes).toMatchObject([{ hearUntil: null }])
    const decision = { rev: noticed.rev, confirm: true, words: '核对了死亡证明' }
    await expect(staffed.clerk.call('decideChange', { params, body: decision })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await staffed.decider.call('decideChange', { params, body: decision })).lines.at(-1)).toMatchObject({ why: 'stopped', fen: 0 })
  })

  test('who moved away is heard like everybody, once it is seen that it is theirs no more', async () => {
    const { record, params } = await receiving()
    await registerAs('moved_out', record.residentId)
    const notice = () => staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    // Moved house is not moved away: her registered place decides.
    await expect(notice()).rejects.toMatchObject({ code: 'wrong_state' })
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    expect(await notice()).toMatchObject({ personState: 'moved_out', changes: [{ hearUntil: expect.any(String) }] })
  })

  test('what was a household’s can be ended when who drew it left, and the household is heard, for others live of it', async () => {
    const { record, params } = await granted(await poor(app, steward, grid, 24_500), 'minimum-living')
    await registerAs('deceased', record.residentId)
    const { now } = await staffed.clerk.call('getAward', { params })
    expect(now.requirements[0]).toMatchObject({ words: '申请、领取的人还住在这一户', state: 'unmet' })
    const noticed = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, kind: 'stop', words: '领取人去世' } })
    expect(noticed.changes).toMatchObject([{ hearUntil: expect.any(String) }])
  })
})

describe('a benefit that stands', () => {
  test('is seen by whose it is, with every line that ever stood', async () => {
    const { award } = await receiving()
    expect(award).toMatchObject({
      title: '高龄津贴',
      fen: 5_000,
      // The bureau has not confirmed the amounts yet, and the page says so.
      illustrative: true,
      state: 'none',
      lastMonth: null,
      lines: [{ fen: 5_000, why: 'granted' }],
      maySpeak: false,
    })
  })

  test('is not stopped while the rules say it is theirs, nor raised or reduced to what it is', async () => {
    const { params } = await receiving()
    for (const kind of ['stop', 'raise', 'reduce'] as const)
      await expect(staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, kind, words: '理由' } })).rejects.toMatchObject({
        code: 'wrong_state',
      })
  })

  test('is stopped only after the person was heard, by a second person, in writing, from the next month', async () => {
    const { me, record, params } = await receiving()
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    expect(await staffed.clerk.call('getAward', { params })).toMatchObject({ inDoubt: true, may: { notice: true } })
    const noticed = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    expect(noticed).toMatchObject({ state: 'notice', may: { decide: false } })
    const decide = (who: SignedIn, rev: number, confirm: boolean) =>
      who.call('decideChange', { params, body: { rev, confirm, words: '核实过，户籍已迁出' } })
    // Not before she spoke or the time has passed; it stands meanwhile.
    await expect(decide(staffed.decider, noticed.rev, true)).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('先听本人说'),
    })
    expect(await statusOf(me)).toBe('enjoying')
    await expect(me.call('speakOnChange', { params, body: { rev: noticed.rev, words: '不' } })).rejects.toMatchObject({
      issues: [{ path: 'body.words' }],
    })
    const heard = await me.call('speakOnChange', { params, body: { rev: noticed.rev, words: '我只是暂时迁到女儿家' } })
    expect(heard).toMatchObject({ state: 'heard', maySpeak: false, changes: [{ said: '我只是暂时迁到女儿家' }] })
    const decided = await decide(staffed.decider, heard.rev, true)
    expect(decided).toMatchObject({ state: 'none', lines: [{ why: 'granted' }, { why: 'stopped', fen: 0 }] })
    const [mine] = (await me.call('listMyAwards')).items
    expect(mine?.changes[0]?.decision).toMatchObject({ confirmed: true, remedies: [{ way: 'reconsideration' }, { way: 'lawsuit' }] })
    expect(mine?.lastMonth).toMatch(/^\d{4}-\d{2}$/)
  })

  test('silence counts when the time is over, not a day before; who gave notice never decides', async () => {
    const both = await staff(app, ['street', 'bureau'], null, [grid.streets[0]])
    const { record, params } = await receiving()
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const { rev, changes } = await both.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    const until = changes[0]?.hearUntil ?? ''
    const decide = (who: SignedIn) => who.call('decideChange', { params, body: { rev, confirm: true, words: '时间已过' } })
    await expect(decide(both)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide(staffed.decider)).rejects.toMatchObject({ message: expect.stringContaining(until) })
    expect(until > new Date(clock.now().getTime() + 9 * 86_400_000).toISOString().slice(0, 10)).toBe(true)
  })

  test('what the person says may turn it: it stays, and they are told why', async () => {
    const { me, record, params } = await receiving()
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    await me.call('speakOnChange', { params, body: { rev, words: '登记弄错了' } })
    await staffed.decider.call('decideChange', { params, body: { rev: rev + 1, confirm: false, words: '核实后登记有误' } })
    expect(await statusOf(me)).toBe('enjoying')
    await deliver(app)
    const told = (await me.call('listMessages', {})).items.map(({ title }) => title)
    expect(told).toContain('您的一项待遇不变')
    // Carried twice, it is told once.
    await deliver(app)
    expect((await me.call('listMessages', {})).items.map(({ title }) => title)).toEqual(told)
  })

  test('is nobody else’s to speak on, and of two who decide at once one does', async () => {
    const { me, record, params } = await receiving()
    const { me: other } = await elder(app, steward, grid)
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    await expect(other.call('speakOnChange', { params, body: { rev, words: '不要停' } })).rejects.toMatchObject({ code: 'not_found' })
    await me.call('speakOnChange', { params, body: { rev, words: '知道了' } })
    const second = await staff(app, ['bureau'])
    const results = await Promise.allSettled(
      [staffed.decider, second].map((who) => who.call('decideChange', { params, body: { rev: rev + 1, confirm: true, words: '停发' } })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await me.call('listMyAwards')).items[0]?.lines).toHaveLength(2)
  })

  test('the desk lists what is changing, in its own places alone', async () => {
    const { record, params } = await receiving()
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, ...stop } })
    const changing = async (who: SignedIn) =>
      (await who.call('listAwards', { query: { changing: 'yes', limit: 100 } })).items.map(({ id }) => id)
    expect(await changing(staffed.clerk)).toContain(params.awardId)
    const elsewhere = await staff(app, ['street'], null, [grid.streets[1]])
    expect(await changing(elsewhere)).not.toContain(params.awardId)
    await expect(elsewhere.call('getAward', { params })).rejects.toMatchObject({ code: 'not_found' })
  })
})
