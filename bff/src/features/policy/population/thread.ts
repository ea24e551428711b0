import type { MessagePort } from 'node:worker_threads'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { type AwardFields, awardFields } from '../award/catalogue.ts'
import { type AwardComparison, createComparison } from '../award/differing/compare.ts'
import type { AwardFacts } from '../award/domain.ts'
import { createAwardStore } from '../award/store.ts'
import { type CopyParts, createLiveCopy, type Register } from './copy.ts'
import type { FromThread, Question, ToThread } from './counted.ts'
import { createCounting } from './counting.ts'
import { followRegister } from './follow.ts'
import { type MatchFacts, type MatchFields, matchFields } from './matches/catalogue.ts'
import { createMatchStore, type MatchStore } from './matches/store.ts'
import { createMatching } from './matching.ts'
import { type ChangeStream, watchRegister } from './store.ts'

interface ThreadParts {
  register: Register
  awardsOf: CopyParts['awardsOf']
  comparison: AwardComparison
  matches: MatchStore
  watch: (token: unknown) => ChangeStream
  port: Pick<MessagePort, 'postMessage' | 'on'>
  clock: Clock & { setOffset(ms: number): void }
}

const STATE_MS = 500

/** Where the thread reads everyone from, and what it keeps of them, in the database. */
export async function populationParts({
  db,
  keys,
  dataKeys,
  register,
}: {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  register: Register
}) {
  const awards = createAwardStore(db, createProtector<AwardFacts, AwardFields>(awardFields, dataKeys, keys))
  const matches = createMatchStore(db, createProtector<MatchFacts, MatchFields>(matchFields, dataKeys, keys))
  await matches.prepareKeys()
  return {
    register,
    awardsOf: awards.standingOf,
    comparison: createComparison({ register, awards }),
    matches,
    watch: (token: unknown) => watchRegister(db, token),
  }
}

/** Lives in a thread of its own: holds everyone, takes in what changes, and answers what is counted over them. */
export async function runPopulation({ register, awardsOf, comparison, matches, watch, port, clock }: ThreadParts): Promise<void> {
  const copy = createLiveCopy({ register, awardsOf, clock })
  const counting = createCounting(copy)
  const matching = createMatching({ copy, matches, comparison, clock })
  const say = (message: FromThread) => port.postMessage(message)
  let published: { hash: string; catalogue: Catalogue } | null = null
  let decidedBy: string | null = null
  let isBuilt = false

  const trouble = (error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'trouble', name, message })
  }

  /** Decides everyone by what is published, on the day it is. */
  function decideAll(): void {
    const today = shanghaiDate(clock.now())
    if (!isBuilt || !published || (decidedBy === published.hash && copy.decided?.date === today)) return
    copy.decide(published.catalogue, today)
    decidedBy = published.hash
    tellState()
  }

  const following = followRegister({
    copy,
    register,
    watch,
    onBuilding() {
      isBuilt = false
      decidedBy = null
    },
    onBuilt() {
      isBuilt = true
      decideAll()
    },
    onRefreshed: matching.refreshed,
    onChanged: matching.changed,
    onFault: trouble,
    clock,
  })

  function tellState(): void {
    const { state, caughtUpAt, homesDone, homesAll, homesLeftOut } = following.freshness()
    const behindSeconds = state === 'building' ? 0 : Math.max(0, clock.now().getTime() - caughtUpAt) / 1000
    say({
      kind: 'state',
      hash: decidedBy,
      state: {
        state: state !== 'building' && copy.decided === null ? 'building' : state,
        behindSeconds,
        homesDone,
        homesAll,
        homesLeftOut,
        people: copy.population.people,
        homes: copy.population.homes,
        decidedFor: copy.decided?.date ?? null,
        rssBytes: process.memoryUsage.rss(),
      },
    })
  }

  const answers: { readonly [Q in Question]: (input: never) => unknown } = {
    ...counting,
    matchPage: matching.matchPage,
    matchEnd: matching.matchEnd,
  }

  async function answer(number: number, question: Question, input: unknown): Promise<void> {
    try {
      const began = performance.now()
      const value = await answers[question](input as never)
      say({ kind: 'answer', number, value, tookMs: performance.now() - began })
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      say({ kind: 'fault', number, name, message })
    }
  }

  const timer = setInterval(() => {
    decideAll()
    tellState()
  }, STATE_MS)
  await new Promise<void>((resolve) => {
    port.on('message', (message: ToThread) => {
      switch (message.kind) {
        case 'ask':
          void answer(message.number, message.question, message.input)
          break
        case 'catalogue':
          published = { hash: message.hash, catalogue: message.catalogue }
          decideAll()
          break
        case 'clock':
          clock.setOffset(message.offsetMs)
          following.lookAtTime()
          break
        case 'stop':
          resolve()
      }
    })
  })
  clearInterval(timer)
  await following.stop()
}
