import { authorityOf, DOUBTFUL, type FactSpec, factSpec, type ObservationSource } from '@minsheng/shared/contracts/people'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derive, isNews, isOnRecord, type Observation, type Resolution } from './domain.ts'

const spec: FactSpec = factSpec('employment')
const day = (count: number) => new Date(Date.UTC(2026, 0, 1) + count * 24 * 3_600_000)

/** Instants close enough together that every order and every tie comes up. */
const observation = fc.record({
  id: fc.uuid(),
  source: fc.constantFrom<ObservationSource>('human_resources', 'document', 'declared', 'visit', 'import'),
  text: fc.constantFrom('"retired"', '"employed"', '"unable"'),
  observedAt: fc.integer({ min: 0, max: 12 }).map(day),
  recordedAt: fc.integer({ min: 0, max: 12 }).map(day),
  expiresAt: fc.option(fc.integer({ min: 1, max: 20 }).map(day), { nil: null }),
  confidence: fc.constantFrom(20, 49, 50, 70, 95),
})
const said = fc.uniqueArray(observation, { selector: ({ id }) => id, maxLength: 9 })
const moment = fc.integer({ min: 0, max: 21 }).map(day)
const resolutionOf = (observations: readonly Observation[]) =>
  fc.record({
    id: fc.uuid(),
    at: moment,
    observationId: observations.length > 0 ? fc.constantFrom(...observations.map(({ id }) => id)) : fc.uuid(),
    heard: fc.subarray(observations.map(({ id }) => id)),
  })
const story = said.chain((observations) =>
  fc.record({ observations: fc.constant(observations), resolutions: fc.array(resolutionOf(observations), { maxLength: 3 }), at: moment }),
)
const rank = ({ source }: Observation) => authorityOf(spec, source)

describe('what counts', () => {
  test('does not hang on the order in which it was said or decided', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), ({ observations, resolutions, at }, random) => {
        const shuffled = <T>(rows: readonly T[]) =>
          rows
            .map((row) => ({ row, key: random.next().value as number }))
            .sort((one, other) => one.key - other.key)
            .map(({ row }) => row)
        expect(derive(spec, shuffled(observations), shuffled(resolutions), at, day(30))).toEqual(
          derive(spec, observations, resolutions, at, day(30)),
        )
      }),
    )
  })

  test('is never something that ran out, was not yet so, or was not yet known', () => {
    fc.assert(
      fc.property(story, moment, ({ observations, resolutions, at }, knownAt) => {
        const { current, words } = derive(spec, observations, resolutions, at, knownAt)
        for (const word of current ? [current, ...words] : words) {
          expect(word.observedAt <= at && word.recordedAt <= knownAt).toBe(true)
          expect(word.expiresAt === null || at < word.expiresAt).toBe(true)
        }
      }),
    )
  })

  test('of each source only the newest word is heard, even when that one ran out', () => {
    fc.assert(
      fc.property(story, ({ observations, at }) => {
        const { words } = derive(spec, observations, [], at, day(30))
        expect(new Set(words.map(({ source }) => source)).size).toBe(words.length)
        for (const word of words)
          for (const other of observations)
            if (other.source === word.source && other.observedAt <= at) expect(other.observedAt <= word.observedAt).toBe(true)
      }),
    )
  })

  test('without a decision: no rumour before a sure word, then authority, then the surer', () => {
    fc.assert(
      fc.property(story, ({ observations, at }) => {
        const { current, words } = derive(spec, observations, [], at, day(30))
        expect(words.length === 0).toBe(current === null)
        if (!current) return
        const sure = words.filter((word) => word.confidence >= DOUBTFUL)
        const field = sure.length > 0 ? sure : words
        expect(field).toContain(current)
        expect(rank(current)).toBe(Math.min(...field.map(rank)))
        const peers = field.filter((word) => rank(word) === rank(current))
        expect(current.confidence).toBe(Math.max(...peers.map((word) => word.confidence)))
      }),
    )
  })

  test('disagreement is always told: known means that every good word says the same', () => {
    fc.assert(
      fc.property(story, ({ observations, resolutions, at }) => {
        const { state, words } = derive(spec, observations, resolutions, at, day(30))
        const values = new Set(words.map(({ text }) => text)).size
        expect(state === 'known').toBe(values === 1)
        expect(state === 'conflict' || state === 'settled').toBe(values > 1)
        expect(state === 'unknown' || state === 'expired').toBe(values === 0)
      }),
    )
  })

  test('a decision among the words heard holds; the same or a lesser source saying otherwise later reopens only with equal weight', () => {
    fc.assert(
      fc.property(said, observation, (observations, late) => {
        const before = derive(spec, observations, [], day(12), day(12))
        fc.pre(before.state === 'conflict')
        const chosen = before.words.at(-1)
        if (!chosen) return
        const resolution: Resolution = { id: 'r', at: day(12), observationId: chosen.id, heard: before.words.map(({ id }) => id) }
        const after = derive(spec, observations, [resolution], day(12), day(12))
        expect([after.state, after.current?.text, after.decidedBy?.id]).toEqual(['settled', chosen.text, 'r'])
        const newest: Observation = { ...late, id: 'late', observedAt: day(13), recordedAt: day(13), expiresAt: null }
        const now = derive(spec, [...observations, newest], [resolution], day(13), day(13))
        const stillGood = now.words.some(({ text }) => text === chosen.text)
        if (!stillGood) return
        const weighs = newest.text !== chosen.text && rank(newest) <= rank(chosen)
        if (weighs) expect([now.state, now.decidedBy]).toEqual(['conflict', null])
        else expect(now.current?.text).toBe(chosen.text)
      }),
      { numRuns: 500 },
    )
  })

  test('stays so until the instant it says it may change', () => {
    fc.assert(
      fc.property(story, ({ observations, resolutions, at }) => {
        const now = derive(spec, observations, resolutions, at, day(30))
        const last = now.changesAt === null ? day(40) : new Date(now.changesAt.getTime() - 1)
        const then = derive(spec, observations, resolutions, last, day(30))
        expect([then.state, then.current?.id]).toEqual([now.state, now.current?.id])
      }),
    )
  })

  test('saying again what is on record is nothing new', () => {
    fc.assert(
      fc.property(story, ({ observations, at }) => {
        for (const { id: _, recordedAt: __, ...again } of observations) expect(isOnRecord(observations, again)).toBe(true)
        const derived = derive(spec, observations, [], at, day(30))
        expect(isNews(observations, derived.current?.id ?? null, derived)).toBe(false)
      }),
    )
  })
})

const word = (change: Partial<Observation>): Observation => ({
  id: 'a',
  source: 'visit',
  text: '100000',
  observedAt: day(0),
  recordedAt: day(0),
  expiresAt: null,
  confidence: 80,
  ...change,
})

test.each([
  ['five percent apart', '100000', '95000', 'known'],
  ['a fen more', '100000', '94999', 'conflict'],
  ['nothing beside something', '0', '1', 'conflict'],
  ['nothing beside nothing', '0', '0', 'known'],
])('amounts %s', (_, one, other, state) => {
  const words = [word({ text: one }), word({ id: 'b', source: 'declared', text: other })]
  expect(derive(factSpec('householdIncomeFen'), words, [], day(1)).state).toBe(state)
})

test('at the very instant it ends a word is no longer good', () => {
  const words = [word({ expiresAt: day(3) })]
  const before = derive(spec, words, [], new Date(day(3).getTime() - 1))
  expect([before.state, before.changesAt]).toEqual(['known', day(3)])
  expect(derive(spec, words, [], day(3)).state).toBe('expired')
})
