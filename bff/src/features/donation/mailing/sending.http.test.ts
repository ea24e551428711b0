import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { progressBody } from '../../../../testing/disclosure.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { lettersOf } from '../../../../testing/letters.ts'
import { createLog } from '../../../platform/log/index.ts'
import type { NewMessage } from '../../message/index.ts'
import { type CampaignDocument, createCampaignStore } from '../campaign/store.ts'
import { createCharityStore } from '../charity/store.ts'
import { createGivingStore } from '../giving/store.ts'
import type { ProgressDocument } from '../progress/store.ts'
import { createMailingPart } from './assemble.ts'
import type { MailingDocument } from './store.ts'

/** The mailers' alone: sessions at the desk go on by the real one. */
const clock = heldClock()
let app: TestApp
let place: District
let owner: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

/** The mailings as a process of ours with this way of sending would hold them. */
function mailer(send: (message: NewMessage) => Promise<void>, personsOf = app.app.identity.personsOf) {
  const { db } = app
  const part = createMailingPart({
    db,
    gifts: createGivingStore(db),
    campaigns: createCampaignStore(db),
    charities: createCharityStore(db),
    personsOf,
    send,
    log: createLog('silent'),
    clock,
  })
  return { ...part, run: (signal = new AbortController().signal) => part.job.run(signal) }
}
const gave = (donorId: string, charity = place) => pastGift(app, charity, { donorId, createdAt: new Date(Date.now() - 60_000) })

async function writtenTo(count: number) {
  const own = await district(app)
  const writer = await staff(app, ['charity_owner'], own.charityId)
  const donors = Array.from({ length: count }, (_, i) => `acc_${own.charityId}_${i}`)
  for (const donor of donors) await gave(donor, own)
  const letters = lettersOf(app, own)
  const letter = await letters.send(writer, '谢谢')
  clock.advance(Math.max(0, Date.now() - clock.now().getTime()))
  return { donors, letter: () => writer.call('getLetter', { params: { letterId: letter.id } }), own }
}

describe('a sending that is cut off', () => {
  test('goes on where it stopped, in another process, and nobody is told twice', async () => {
    const { donors, letter } = await writtenTo(450)
    const told: string[] = []
    const stop = new AbortController()
    const first = mailer(async ({ to }) => {
      told.push(to)
      if (told.length === 120) stop.abort()
    })
    await first.run(stop.signal)
    expect(await letter()).toMatchObject({ state: 'sending' })
    expect(told.length).toBeLessThan(450)
    await mailer(async ({ to }) => {
      told.push(to)
    }).run()
    expect(await letter()).toMatchObject({ state: 'sent', sentPercent: 100, namedCount: 450, failedCount: 0 })
    expect([...told].sort()).toEqual([...donors].sort())
  })

  test('of two processes one sends, the other waits for its turn', async () => {
    const { donors, letter } = await writtenTo(30)
    const told: string[] = []
    const tell = async ({ to }: NewMessage) => {
      told.push(to)
    }
    await Promise.all([mailer(tell).run(), mailer(tell).run(), mailer(tell).run()])
    expect([...told].sort()).toEqual([...donors].sort())
    expect(await letter()).toMatchObject({ state: 'sent' })
  })
})

describe('a message that does not get through', () => {
  test('is tried again later and later; after the fifth time the desk sees it, the others have theirs', async () => {
    const { donors, letter } = await writtenTo(3)
    const told: string[] = []
    let tries = 0
    const one = mailer(async ({ to }) => {
      if (to === donors[1]) {
        tries += 1
        throw new Error('on purpose')
      }
      told.push(to)
    })
    for (const [waitMs, done] of [
      [0, 1],
      [4_999, 1],
      [1, 2],
      [30_000, 3],
      [300_000, 4],
      [1_800_000, 5],
      [3_600_000, 5],
    ] as const) {
      clock.advance(waitMs)
      await one.run()
      expect(tries).toBe(done)
    }
    expect([...told].sort()).toEqual([donors[0], donors[2]])
    expect(await letter()).toMatchObject({ state: 'sent', sentPercent: 100, failedCount: 1 })
  })
})

describe('people with several accounts', () => {
  test('get one letter', async () => {
    const { donors, letter } = await writtenTo(4)
    const told: string[] = []
    const oneResident = async (ids: readonly string[]) => new Map(ids.filter((id) => id !== donors[0]).map((id) => [id, 'res_1'] as const))
    await mailer(async ({ to }) => {
      told.push(to)
    }, oneResident).run()
    expect([...told].sort()).toEqual([donors[0], 'res_1'].sort())
    expect(await letter()).toMatchObject({ state: 'sent', namedCount: 2 })
  })
})

describe('news of a project', () => {
  /** Published as a charity does it; the events of the post as they lie in the database. */
  async function published(title: string) {
    const post = await owner.call('createProgressPost', { body: { ...progressBody(place.projectId), title }, idempotencyKey: key() })
    await owner.call('publishProgressPost', { params: { postId: post.id }, body: { rev: post.rev } })
    const kept = await app.db.collection<ProgressDocument>('progress_posts').findOne({ _id: post.id })
    return kept?.outbox ?? []
  }

  test('reaches everyone who gave to any campaign of it, once for one event, and once a day whatever is posted', async () => {
    const [who, both] = [await guestH5(app), await guestH5(app)]
    const second = await app.db.collection<CampaignDocument>('campaigns').findOne({ _id: place.campaignId })
    if (!second) throw new Error('the district has no campaign')
    const other = { ...second, _id: `cmp_${key()}`, title: '独居老人午餐（冬季）' }
    const draft = { ...second, _id: `cmp_${key()}`, state: 'draft' as const }
    await app.db.collection<CampaignDocument>('campaigns').insertMany([other, draft])
    await gave(who.accountId)
    await gave(who.accountId)
    await gave(both.accountId)
    await gave(both.accountId, { ...place, campaignId: other._id })
    clock.advance(Math.max(0, Date.now() - clock.now().getTime()))
    const one = mailer(app.app.message.send)
    const [handler] = one.handlers.filter(({ types }) => types.includes('project.progressed'))
    const told = async (at: Date, title: string) => {
      for (const entry of await published(title)) for (let twice = 0; twice < 2; twice += 1) await handler?.handle({ ...entry, at })
      await one.run()
    }
    clock.advance(60_000)
    await told(clock.now(), '第一批午餐送到了')
    await told(clock.now(), '同一天又一条')
    const messages = async (donor = who) => (await donor.call('listMessages', {})).items
    expect(await messages()).toMatchObject([
      {
        kind: 'progress',
        title: '您捐过的项目有新进展',
        body: '“独居老人午餐”：第一批午餐送到了',
        link: `/packages/donation/project/index?id=${place.campaignId}`,
      },
    ])
    expect(await messages(both)).toMatchObject([{ kind: 'progress', body: expect.stringContaining('第一批午餐送到了') }])
    clock.advance(24 * 3_600_000)
    await told(clock.now(), '第二天')
    expect((await messages()).map(({ body }) => body)).toEqual(['“独居老人午餐”：第二天', expect.any(String)])
    const mailings = await app.db.collection<MailingDocument>('mailings').find({ kind: 'progress' }).toArray()
    expect(new Set(mailings.map(({ receivers }) => receivers.campaignId))).toEqual(new Set([place.campaignId, other._id]))
    // News are no letters: they stand on no list of letters and thank nobody.
    expect((await owner.call('listLetters', {})).items).toEqual([])
    expect((await owner.call('listDonors', {})).items).toMatchObject([{ thankedAt: null }, { thankedAt: null }])
  })
})
