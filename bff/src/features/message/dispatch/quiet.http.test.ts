import { expect, test } from 'vitest'
import { ask, dispatches } from '../../../../testing/dispatches.ts'
import type { DispatchDocument } from './store.ts'

const MINUTE_MS = 60_000
const { clock, app, outside, resident, notices, sent, work, later } = dispatches()
const smsTrouble = (api: string) => ask(`${outside().urls.sms}/_control/behaviour`, { api })

test('what failed by day is not tried again by night: it waits for the morning, and the waiting is no try', async () => {
  const who = await resident()
  await smsTrouble('error_500')
  await sent(who)
  await work()
  const dispatch = async () => (await app().db.collection<DispatchDocument>('message_dispatches').find({ to: who.accountId }).toArray())[0]
  expect(await dispatch()).toMatchObject({ state: 'queued', attempts: 1, faultCode: 'no_answer' })
  const minute = Math.floor(clock.now().getTime() / MINUTE_MS + 480) % 1440
  const time = (at: number) => `${String(Math.floor((at % 1440) / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  await who.call('putMessageSettings', { body: { quietHours: { from: time(minute + 1439), to: time(minute + 3) }, wishes: [] } })
  await smsTrouble('normal')
  await later(1)
  expect(await notices(who.phone)).toEqual([])
  expect(await dispatch()).toMatchObject({ state: 'queued', attempts: 1 })
  await later(3)
  expect(await notices(who.phone)).toHaveLength(1)
  expect(await dispatch()).toMatchObject({ attempts: 2 })
})
