import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { RuleSubject } from '@minsheng/shared/policy/rule/subject'
import { expect, test } from 'vitest'
import type { OutboxEntry } from '../../../platform/events/outbox.ts'
import { AWARD_GRANTED } from '../award/domain.ts'
import { createFinder } from './finder.ts'
import type { FollowerDocument } from './store.ts'

const GRANTED_AT = new Date('2026-11-02T02:00:00Z')
const ME = { householdId: 'hh_1', me: 'res_1', state: 'present' as const, people: [] }

/** As built in, and one policy more: for whoever receives the age allowance. */
function withFollowing(): Catalogue {
  const builtIn = builtInCatalogue()
  const model = builtIn.policies.find(({ id }) => id === 'aged-allowance')
  if (!model) throw new Error('it is built in')
  const who = [{ words: '在领高龄津贴', when: { kind: 'policy' as const, policy: model.id, statuses: ['enjoying' as const] } }]
  const versions = model.versions.map((version) => ({ ...version, who, excludedBy: [], held: null }))
  return { ...builtIn, policies: [...builtIn.policies, { ...model, id: 'meal-discount', title: '助餐优惠', versions }] }
}

const follower: FollowerDocument = {
  _id: 'acc_1',
  residentId: ME.me,
  householdId: ME.householdId,
  nextOn: null,
  // They were looking at their list at that very moment.
  quietUntil: new Date(GRANTED_AT.getTime() + 3_000),
  at: GRANTED_AT,
}

function told(entry: Partial<OutboxEntry>) {
  const messages: string[] = []
  const catalogue = withFollowing()
  const finder = createFinder({
    catalogue: async () => catalogue,
    catalogueKnownAt: async () => catalogue,
    factsRead: () => new Set(['birthDate']),
    followers: { concernedBy: async () => [follower], setNext: async () => ({}) } as never,
    subjects: {
      home: async () => ME,
      peopleOf: async () => [],
      awardedTo: async () => ({}),
      of: async (_home, knownAt): Promise<RuleSubject> => ({
        person: { birthDate: '1938-01-01', registeredIn: 'district' },
        household: {},
        members: [],
        ...((knownAt ?? GRANTED_AT) >= GRANTED_AT ? { awarded: { 'aged-allowance': { fen: 5_000, fromMonth: '2026-11' } } } : {}),
      }),
    },
    childrenIn: async () => [],
    childAccount: async (residentId) => `acc_${residentId}`,
    linkOf: async () => ({ residentId: ME.me, proven: true }),
    send: async ({ body }) => void messages.push(body ?? ''),
    told: {
      declinedBy: async () => [],
      toldSince: async () => [],
      note: async () => null,
      toVisit: async () => null,
      forget: async () => null,
    },
    clock: { now: () => GRANTED_AT },
  })
  const payload = { subject: 'person.res_1', policyId: 'aged-allowance' }
  return finder.handler.handle({ id: 'evt_1', type: AWARD_GRANTED, at: GRANTED_AT, payload, ...entry }).then(() => messages)
}

test('what a grant opens is told at once, and what was granted is not told as something to apply for', async () => {
  expect(await told({})).toEqual(['“助餐优惠”。不用交材料，点开确认一下，部门核实后发放。'])
})

test('a fact no rule reads opens nothing', async () => {
  expect(await told({ type: 'facts.changed', payload: { subject: 'person.res_1', facts: ['ethnicity'] } })).toEqual([])
})

test('what is published later on a day is told too, by a message of its own; what was told that day is not told again', async () => {
  const model = withFollowing().policies.find(({ id }) => id === 'aged-allowance')
  if (!model) throw new Error('it is built in')
  const catalogueOf = (...ids: string[]): Catalogue => ({
    ...builtInCatalogue(),
    policies: ids.map((id) => ({ ...model, id, title: id, versions: model.versions.map((version) => ({ ...version, excludedBy: [] })) })),
  })
  let current = catalogueOf()
  const messages = new Map<string, string>()
  const noted: string[] = []
  const finder = createFinder({
    catalogue: async () => current,
    catalogueKnownAt: async () => catalogueOf(),
    factsRead: () => new Set(),
    followers: {
      due: async () => [{ ...follower, nextOn: '2026-11-02' }],
      concernedBy: async () => [],
      setNext: async () => ({}),
    } as never,
    subjects: {
      home: async () => ME,
      peopleOf: async () => [],
      awardedTo: async () => ({}),
      of: async () => ({ person: { birthDate: '1938-01-01', registeredIn: 'district' }, household: {}, members: [] }),
    },
    childrenIn: async () => [],
    childAccount: async (residentId) => `acc_${residentId}`,
    linkOf: async () => ({ residentId: ME.me, proven: true }),
    send: async ({ id, body }) => void (messages.has(id) || messages.set(id, body ?? '')),
    told: {
      declinedBy: async () => [],
      toldSince: async () => noted,
      note: async (_, policyIds) => noted.push(...policyIds),
      toVisit: async () => null,
      forget: async () => null,
    },
    clock: { now: () => GRANTED_AT },
  })
  for (const ids of [['first'], ['first'], ['first', 'second']]) {
    current = catalogueOf(...ids)
    await finder.runDue()
  }
  expect(noted).toEqual(['first', 'second'])
  expect([...messages.values()].map((body) => body.split('。')[0])).toEqual(['“first”', '“second”'])
})
