import { setTimeout as sleep } from 'node:timers/promises'
import { guestH5, key, type SignedIn, staff } from '../../bff/testing/actors.ts'
import { startTestApp, type TestApp } from '../../bff/testing/app.ts'
import { testGrid } from '../../bff/testing/grid.ts'
import { helpDesk, IN_FIRST_GRID } from '../../bff/testing/help.ts'
import { keepResult, median, table } from '../figures.ts'
import { startMeasured } from '../giving/process.ts'
import { startBenchGround } from '../ground.ts'
import { lateness } from './lateness.ts'
import { type Heard, listen } from './listeners.ts'
import { standCalls } from './standing-calls.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 600)
const A_SECOND = 50
const WORKERS = Number(process.env.BENCH_WORKERS ?? 2_000)
/** Of all workers so many answer for the place the calls come from. */
const CONCERNED = 20
const BURST = 300
/** Calls that stand open, each with clocks that run; so many of them in one community. */
const STANDING = Number(process.env.BENCH_TIMERS ?? 50_000)
const IN_ONE_COMMUNITY = Math.min(10_000, STANDING)

const shareOf = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

async function guests(app: TestApp, count: number): Promise<SignedIn[]> {
  const all: SignedIn[] = []
  while (all.length < count) all.push(...(await Promise.all(Array.from({ length: 25 }, () => guestH5(app)))))
  return all.slice(0, count)
}

async function press(url: string, { token }: SignedIn): Promise<string> {
  const answer = await fetch(`${url}/api/v1/help-calls`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key() },
    body: JSON.stringify({ category: null, place: IN_FIRST_GRID, pressedAt: null }),
  })
  if (answer.status !== 201) throw new Error(`a press was answered with ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

/** Milliseconds of reading the queue of a community, one after the other. */
async function listTimes(url: string, { token }: SignedIn): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < 120; n += 1) {
    const began = performance.now()
    const answer = await fetch(`${url}/api/v1/desk/help-calls`, { headers: { Authorization: `Bearer ${token}` } })
    const { items } = (await answer.json()) as { items: unknown[] }
    if (items.length === 0) throw new Error('the queue is empty')
    // The first ones warm up.
    if (n >= 20) times.push(performance.now() - began)
  }
  return times
}

/** Whatever was pressed, and when each was seen, from the instant it counted. */
async function latencies(
  app: TestApp,
  heard: Heard,
  ids: readonly string[],
): Promise<{ lost: number; sorted: number[]; unchosen: number }> {
  const until = Date.now() + 30_000
  while (ids.some((id) => !heard.at.has(id)) && Date.now() < until) await sleep(100)
  const rows = await app.db
    .collection<{ _id: string; raisedAt: Date | null; state: string }>('help_calls')
    .find({ _id: { $in: [...ids] } }, { projection: { raisedAt: 1, state: 1 } })
    .toArray()
  const sorted = rows
    .flatMap(({ _id, raisedAt }) => {
      const at = heard.at.get(_id)
      return at === undefined || raisedAt === null ? [] : [at - raisedAt.getTime()]
    })
    .sort((one, other) => one - other)
  return { lost: ids.length - sorted.length, sorted, unchosen: rows.filter(({ state }) => state !== 'dispatched').length }
}

/**
 * Presses at a steady rate and in one burst, while so many workers look: how long from the instant a call counts until it is
 * on a screen of those it concerns. Every call is about a life, from a phone of its own.
 */
export async function benchHelp(root: string): Promise<void> {
  const { environment, undo, end } = await startBenchGround(root)
  try {
    const env = environment('bench_help', { ROLE: 'all', SIGN_IN_LIMIT_FACTOR: '1000' })
    const app = await startTestApp(env, 'bench_help', { work: false, environment: { RATE_LIMIT_PER_MINUTE: '10000000' } })
    undo.push(app.stop)
    const grid = await testGrid(app)
    await helpDesk(app, grid)
    const lister = await staff(app, ['community'], null, [grid.communities[1]])
    const people = await guests(app, A_SECOND * SECONDS + BURST)
    const tokens: string[] = []
    while (tokens.length < WORKERS) {
      const place = tokens.length < CONCERNED ? grid.grids[0] : grid.grids[3]
      tokens.push((await staff(app, ['grid_worker'], null, [place])).token)
    }
    const measured = await startMeasured('ours', env)
    undo.push(measured.stop)
    await standCalls(app, grid, { all: STANDING, inOne: IN_ONE_COMMUNITY, overSeconds: SECONDS * 2 })
    const listed = await listTimes(measured.url, lister)
    const bare = (await measured.usage()).rssMb
    const heard = await listen(measured.url, tokens)
    undo.push(heard.close)
    const perLine = (((await measured.usage()).rssMb - bare) * 1_024) / WORKERS
    const late = lateness(app)
    undo.push(async () => void (await late.stop()))
    process.stdout.write(`${WORKERS} workers look, ${CONCERNED} of them at the place; ${A_SECOND} presses a second for ${SECONDS} s\n`)

    const steady: Promise<string>[] = []
    const began = performance.now()
    for (let n = 0; n < A_SECOND * SECONDS; n += 1) {
      const wait = began + (n * 1_000) / A_SECOND - performance.now()
      if (wait > 0) await sleep(wait)
      const who = people[n]
      if (who) steady.push(press(measured.url, who))
    }
    const atRate = await latencies(app, heard, await Promise.all(steady))
    const burst = await Promise.all(
      people.slice(A_SECOND * SECONDS).map((who, n) => sleep((n * 1_000) / BURST).then(() => press(measured.url, who))),
    )
    const inBurst = await latencies(app, heard, burst)
    const row = (name: string, { lost, sorted, unchosen }: typeof atRate) => [
      name,
      sorted.length + lost,
      lost,
      unchosen,
      Math.round(median(sorted)),
      Math.round(shareOf(sorted, 0.95)),
      Math.round(shareOf(sorted, 0.99)),
      Math.round(sorted.at(-1) ?? 0),
    ]
    process.stdout.write(
      `${table(
        ['new → a worker’s screen, ms', 'calls', 'lost', 'nobody chosen', 'p50', 'p95', 'p99', 'most'],
        [row(`${A_SECOND} a second`, atRate), row(`${BURST} in one second`, inBurst)],
      )}\n`,
    )
    const mostLate = await late.stop()
    const each = heard.all.filter(({ by }) => by === 'ws').length
    process.stdout.write(
      `${table(
        ['besides', 'is', 'at most'],
        [
          [`list of a community of ${IN_ONE_COMMUNITY} calls, median ms`, Math.round(median(listed)), 30],
          [`the most late of ${STANDING} calls' clocks, ms`, Math.round(mostLate), 2_000],
          [`memory of a line, KB (${WORKERS} of them)`, Math.round(perLine), '—'],
          ['screens told by socket / by stream', `${each} / ${heard.all.length - each}`, '—'],
        ],
      )}\n`,
    )
    process.stdout.write(
      `${keepResult(root, 'help', { SECONDS, WORKERS, CONCERNED, STANDING, perLine, mostLate, listed, atRate: atRate.sorted, inBurst: inBurst.sorted })}\n`,
    )
  } finally {
    await end()
  }
}
