import { AppError } from '@minsheng/shared/errors'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key } from '../../../../testing/actors.ts'
import { heldClock } from '../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { createTextChecking } from './checking.ts'
import { MOST_CHECKS, nextCheckAt } from './domain.ts'
import { createTeamStore, type TeamDocument } from './store.ts'

let db: Database
const clock = heldClock()
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await createTeamStore(db).prepare()
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

async function started(): Promise<TeamDocument> {
  const now = clock.now()
  return createTeamStore(db).insert({
    _id: `TM_${key()}`,
    ownerId: 'acc_1',
    wechatAccountId: 'acc_1',
    campaignId: 'cmp_1',
    charityId: 'chr_1',
    projectTitle: '独居老人午餐',
    charityName: '演示慈善组织',
    title: '一起来',
    words: '帮一帮',
    starterName: null,
    targetFen: null,
    endsOn: '2099-12-31',
    state: 'checking',
    stateReason: null,
    openedAt: null,
    checks: 0,
    nextCheckAt: nextCheckAt(0, now),
    waitsSince: null,
    decision: null,
    rev: 0,
    createdAt: now,
    history: [],
    outbox: [],
  })
}

function checkingWith(checkText: () => Promise<'pass'>) {
  const teams = createTeamStore(db)
  return createTextChecking({ teams, wechat: { checkText }, openidOf: async () => 'oOne', log: createLog('silent'), clock })
}
const stateOf = async (id: string) => createTeamStore(db).team(id)
const never = new AbortController().signal

test('while WeChat does not answer it is asked again, later and later; at last a person reads the words', async () => {
  const { _id } = await started()
  let asked = 0
  const checking = checkingWith(() => {
    asked += 1
    throw new AppError('upstream_unavailable')
  })
  for (let round = 1; round <= MOST_CHECKS; round += 1) {
    expect(await stateOf(_id)).toMatchObject({ state: 'checking', waitsSince: null })
    await checking.checkDue(never)
    expect(asked).toBe(round - 1)
    clock.advance(301_000)
    await checking.checkDue(never)
    expect(asked).toBe(round)
  }
  expect(await stateOf(_id)).toMatchObject({ state: 'in_review', nextCheckAt: null, waitsSince: clock.now() })
})

test('eight workers ask once, and what the owner ended meanwhile stays ended', async () => {
  const { _id } = await started()
  let asked = 0
  const workers = Array.from({ length: 8 }, () =>
    checkingWith(async () => {
      asked += 1
      const at = clock.now()
      await createTeamStore(db).move(_id, { from: ['checking'], to: 'ended', why: 'owner', at, waitsSince: null })
      return 'pass'
    }),
  )
  clock.advance(301_000)
  await Promise.all(workers.map((worker) => worker.checkDue(never)))
  expect(asked).toBe(1)
  expect(await stateOf(_id)).toMatchObject({ state: 'ended', openedAt: null })
})

test('should a process die while it asks, the next goes on when its claim is over', async () => {
  const team = await started()
  clock.advance(301_000)
  const teams = createTeamStore(db)
  expect((await teams.claimDue(clock.now(), new Date(clock.now().getTime() + 30_000)))?._id).toBe(team._id)
  const checking = checkingWith(async () => 'pass')
  await checking.checkDue(never)
  expect((await stateOf(team._id))?.state).toBe('checking')
  clock.advance(30_000)
  await checking.checkDue(never)
  expect(await stateOf(team._id)).toMatchObject({ state: 'open', openedAt: clock.now() })
})
