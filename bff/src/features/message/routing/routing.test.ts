import { describe, expect, test } from 'vitest'
import { afterQuiet, kindRoutes, nextStep, type Situation, type Tried } from './domain.ts'

const shanghai = (time: string) => new Date(`2026-06-15T${time}:00+08:00`)
const noon = shanghai('12:00')
const minutesAgo = (minutes: number) => new Date(noon.getTime() - minutes * 60_000)
const everything = { subscribe: true, sms: true, voice: true }
const situation = (change: Partial<Situation> = {}): Situation => ({
  now: noon,
  kind: 'refund',
  urgency: 'p2',
  read: false,
  repeated: false,
  tried: [],
  reach: everything,
  off: [],
  quietHours: { from: '22:00', to: '08:00' },
  sentToday: { subscribe: 0, sms: 0, voice: 0 },
  ...change,
})
const one = (channel: Tried['channel'], state: Tried['state'], minutes: number): Tried => ({ channel, state, at: minutesAgo(minutes) })

describe('quiet hours', () => {
  test.each([
    ['21:59', '21:59'],
    ['22:00', '32:00'],
    ['23:30', '32:00'],
    ['00:00', '08:00'],
    ['07:59', '08:00'],
    ['08:00', '08:00'],
  ])('%s goes at %s', (at, goes) => {
    const day = goes === '32:00' ? new Date('2026-06-16T08:00:00+08:00') : shanghai(goes)
    expect(afterQuiet(shanghai(at), { from: '22:00', to: '08:00' })).toEqual(day)
  })
  test.each([
    ['12:59', '12:59'],
    ['13:00', '14:30'],
    ['14:30', '14:30'],
  ])('within one day: %s goes at %s', (at, goes) => {
    expect(afterQuiet(shanghai(at), { from: '13:00', to: '14:30' })).toEqual(shanghai(goes))
  })
  test('none: at any hour', () => expect(afterQuiet(shanghai('03:00'), null)).toEqual(shanghai('03:00')))
})

describe('the first way', () => {
  test.each<[string, Partial<Situation>, object]>([
    ['a refund goes by WeChat', {}, { do: 'send', channel: 'subscribe', at: noon }],
    ['by text message when no quota is left', { reach: { ...everything, subscribe: false } }, { do: 'send', channel: 'sms', at: noon }],
    ['by text message when WeChat is not wanted', { off: ['subscribe'] }, { do: 'send', channel: 'sms', at: noon }],
    ['nowhere when neither is there', { reach: { subscribe: false, sms: false, voice: true } }, { do: 'end', why: 'exhausted' }],
    ['nowhere when all is unwanted', { off: ['subscribe', 'sms'] }, { do: 'end', why: 'exhausted' }],
    ['not by a way that was used up today', { sentToday: { subscribe: 6, sms: 0, voice: 0 } }, { do: 'send', channel: 'sms', at: noon }],
    ['one below the cap it goes', { sentToday: { subscribe: 5, sms: 0, voice: 0 } }, { do: 'send', channel: 'subscribe', at: noon }],
    ['nowhere when it was read', { read: true }, { do: 'end', why: 'read' }],
    ['nowhere when the same was just said', { repeated: true }, { do: 'end', why: 'repeated' }],
    ['in the morning when it is night', { now: shanghai('02:00') }, { do: 'send', channel: 'subscribe', at: shanghai('08:00') }],
    ['a thank-you never by text message', { kind: 'thanks', reach: { ...everything, subscribe: false } }, { do: 'end', why: 'exhausted' }],
  ])('%s', (_, change, step) => expect(nextStep(situation(change))).toEqual(step))

  test('safety comes at night, unwanted, over the cap and repeated', () => {
    const change = { kind: 'notice', urgency: 'p0', now: shanghai('03:00'), off: ['sms', 'subscribe', 'voice'], repeated: true } as const
    expect(nextStep(situation({ ...change, sentToday: { subscribe: 9, sms: 9, voice: 9 } }))).toEqual({
      do: 'send',
      channel: 'subscribe',
      at: shanghai('03:00'),
    })
  })
})

describe('the next way', () => {
  test.each<[string, Partial<Situation>, object]>([
    ['delivered is enough for a refund', { tried: [one('subscribe', 'delivered', 1)] }, { do: 'end', why: 'reached' }],
    ['refused: the next at once', { tried: [one('subscribe', 'failed', 0)] }, { do: 'send', channel: 'sms', at: noon }],
    ['under way: waited for', { tried: [one('subscribe', 'sent', 119)] }, { do: 'wait', until: new Date(noon.getTime() + 60_000) }],
    ['no word in time: the next', { tried: [one('subscribe', 'sent', 120)] }, { do: 'send', channel: 'sms', at: noon }],
    ['both tried: nothing more', { tried: [one('subscribe', 'dead', 9), one('sms', 'expired', 9)] }, { do: 'end', why: 'exhausted' }],
  ])('%s', (_, change, step) => expect(nextStep(situation(change))).toEqual(step))

  const pressing = { kind: 'notice', urgency: 'p1' } as const
  test('what must be read goes on until it is, by a call at last', () => {
    const tried = [one('subscribe', 'delivered', 61), one('sms', 'delivered', 30)]
    expect(nextStep(situation({ ...pressing, tried: tried.slice(0, 1) }))).toMatchObject({ do: 'send', channel: 'sms' })
    expect(nextStep(situation({ ...pressing, tried }))).toMatchObject({ do: 'send', channel: 'voice' })
    expect(nextStep(situation({ ...pressing, tried, read: true }))).toEqual({ do: 'end', why: 'read' })
  })
  test('what is not pressing is never a call', () => {
    const tried = [one('subscribe', 'failed', 0), one('sms', 'failed', 0)]
    expect(nextStep(situation({ kind: 'notice', tried }))).toEqual({ do: 'end', why: 'exhausted' })
  })
})

test('no kind is more than good to know without a way beyond WeChat', () => {
  for (const [kind, { urgency, channels }] of Object.entries(kindRoutes))
    expect([kind, urgency === 'p3' || channels.includes('sms')]).toEqual([kind, true])
})
