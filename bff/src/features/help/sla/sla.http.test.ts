import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'
import { helpTermsOn } from '@minsheng/shared/law/help'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { beforeEach, expect, test } from 'vitest'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'

const { app, clock, desk, press, seenBy, fire } = helpGround()
let one: SignedIn
let other: SignedIn
beforeEach(async () => {
  one = await staff(app(), ['bureau'])
  other = await staff(app(), ['bureau'])
})

const own = helpTermsOn('2026-01-01').classes as unknown as HelpTermsByClass
const day = (after: number) => addDays(shanghaiDate(clock.now()), after)
const proposal = (after: number, change: (classes: HelpTermsByClass) => void = () => undefined) => {
  const classes = structuredClone(own)
  change(classes)
  const source = { title: '一键呼时限通知', number: '上民〔2026〕1号', article: null }
  return { from: day(after), classes, source, illustrative: false, reason: '首接时间再短一些' }
}
const propose = (by: SignedIn, body = proposal(1), idempotencyKey = key()) => by.call('proposeHelpTerms', { body, idempotencyKey })
const decide = (by: SignedIn, termsId: string, agree: boolean, rev = 0) =>
  by.call('decideHelpTerms', { params: { termsId }, body: { rev, agree, why: '看过了' } })
const promised = async (callId: string) => (await seenBy(desk().worker, callId)).clocks.find(({ what }) => what === 'resolve')?.dueAt

test('proposed by one and published by another, it counts for calls from its day on and changes nothing that is open', async () => {
  const again = key()
  const body = proposal(1, ({ p0 }) => Object.assign(p0, { resolve: { seconds: 3_600 } }))
  const made = await propose(one, body, again)
  expect(await propose(one, body, again)).toMatchObject({ id: made.id, state: 'proposed' })
  await expect(decide(one, made.id, true)).rejects.toMatchObject({ code: 'wrong_state' })
  const published = await decide(other, made.id, true)
  expect(published).toMatchObject({ state: 'published', isCurrent: false, illustrative: false, mayDecide: false })
  await expect(decide(other, made.id, false, 1)).rejects.toMatchObject({ code: 'wrong_state' })

  const before = await press(await guestH5(app()))
  clock.advance(5_000)
  await fire()
  const raised = Date.parse((await seenBy(desk().worker, before.id)).raisedAt ?? '')
  expect(await promised(before.id)).toBe(new Date(raised + 7_200_000).toISOString())
  expect(await seenBy(desk().worker, before.id)).toMatchObject({ illustrative: true })
  clock.advance(startOfDay(day(1)).getTime() - clock.now().getTime())
})

test('on that day the new one is in force', async () => {
  const listed = await desk().street.call('listHelpTerms', {})
  expect(listed.items.find(({ isCurrent }) => isCurrent)).toMatchObject({
    state: 'published',
    from: listed.today,
    reason: '首接时间再短一些',
  })
  expect(listed.items.at(-1)).toMatchObject({ state: 'built_in', isCurrent: false })
  const after = await press(await guestH5(app()))
  clock.advance(5_000)
  await fire()
  const call = await seenBy(desk().worker, after.id)
  expect(await promised(after.id)).toBe(new Date(Date.parse(call.raisedAt ?? '') + 3_600_000).toISOString())
  expect(call.illustrative).toBe(false)
})

test('what cannot be kept is named: a day that has begun, a life in working days, the same day twice', async () => {
  await expect(propose(one, proposal(0))).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.from' }] })
  const slow = proposal(2, ({ p0 }) => Object.assign(p0, { resolve: { workingDays: 1 } }))
  await expect(propose(one, slow)).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(propose(one, { ...proposal(2), from: '明天' })).rejects.toMatchObject({ issues: [{ path: 'body.from' }] })
  const [first, second] = [await propose(one, proposal(9)), await propose(one, proposal(9))]
  const both = await Promise.allSettled([decide(other, first.id, true), decide(other, second.id, true)])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(decide(other, first.id, true, 7)).rejects.toMatchObject({ code: expect.stringMatching(/conflict|wrong_state/) })
})
