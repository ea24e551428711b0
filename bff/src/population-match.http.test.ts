import { NO_STATUS } from '@minsheng/shared/policy/population/matched'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { describe, expect, test } from 'vitest'
import { liveRegister } from '../testing/live-register.ts'
import { until } from '../testing/wait.ts'
import { createRematches } from './features/policy/population/rematch/rematches.ts'
import { createRematchStore } from './features/policy/population/rematch/store.ts'

const { app, clock, rows, residents, households, copyOf } = liveRegister()

describe('a full match', () => {
  const matches = () =>
    rows<{ home: string; isEmpty: boolean; changedBy: string; gets: unknown }>('policy_matches').find({}).sort({ _id: 1 }).toArray()
  const jobs = () => createRematchStore(app().db)

  test('that dies in the middle is gone on with by another: nothing is lost, nothing is done twice', async () => {
    const { host } = app().app.policy.population
    expect(await host.ready(60_000)).toBe(true)
    let pages = 0
    const dying = createRematches({
      store: jobs(),
      clock,
      perPage: 2,
      host: {
        isReady: () => true,
        isCurrent: async () => true,
        async ask(question, input, slot) {
          pages += question === 'matchPage' ? 1 : 0
          const asked = host.ask(question, input, slot)
          if (pages === 3) await host.kill()
          return asked
        },
      },
    })
    const job = await dying.want('asked', 'first')
    expect((await dying.want('asked', 'again'))._id).toBe(job._id)
    await expect(dying.run()).rejects.toMatchObject({ code: 'unavailable' })
    const left = await jobs().job(job._id)
    expect(left).toMatchObject({ state: 'running', homesDone: 4 })
    expect(left?.lastHome).not.toBe('')

    expect(await host.ready(60_000)).toBe(true)
    const other = createRematches({ store: jobs(), clock, perPage: 2, host })
    // Whoever was at it may be at it still.
    expect(await other.run()).toBeNull()
    clock.advance(31_000)
    const done = await other.run()
    const kept = await matches()
    expect(done).toMatchObject({
      _id: job._id,
      state: 'done',
      homesDone: households.length,
      homesAll: households.length,
      peopleChanged: kept.length,
    })
    const own = copyOf()
    await own.census.prepare()
    await own.copy.build(() => undefined)
    const { matcher, catalogue } = own.copy.decide(await app().app.policy.books.catalogue(), shanghaiDate(clock.now()))
    const wanted = residents.filter((id) => {
      const row = own.copy.population.rowAt(id) ?? -1
      return catalogue.policies.some((_one, place) => (matcher.matched.policies[place]?.status[row] ?? NO_STATUS) <= 1)
    })
    expect(wanted.length).toBeGreaterThan(3)
    expect(kept.map(({ _id }) => _id)).toEqual(wanted.sort())
    // Why someone is in need is nowhere in clear.
    expect(JSON.stringify(kept)).not.toMatch(/allowance|living|entitled/)

    const again = createRematches({ store: jobs(), clock, host })
    await again.want('asked', 'second')
    expect(await again.run()).toMatchObject({ state: 'done', peopleChanged: 0 })
    expect(await matches()).toEqual(kept)
  })

  test('whoever is no more loses what was kept of them, with the household that is read anew; the rest goes with the next match', async () => {
    const { host } = app().app.policy.population
    const [gone] = (await matches()).map(({ _id }) => _id)
    await rows('residents').updateOne({ _id: gone ?? '' }, { $set: { state: 'deceased' } } as never)
    await until(matches, (kept) => kept.find(({ _id }) => _id === gone)?.isEmpty === true)
    const next = createRematches({ store: jobs(), clock, host })
    await next.want('asked', 'third')
    await next.run()
    expect((await matches()).map(({ _id }) => _id)).not.toContain(gone)
  })
})
