import { setTimeout as sleep } from 'node:timers/promises'
import { connectDatabase, type Database } from '../../bff/src/platform/db/index.ts'
import { keepResult, median, table } from '../figures.ts'
import { startBenchGround } from '../ground.ts'
import { type Donor, giveAll, openDonors, prepareGifts } from './load.ts'
import type { Outside } from './outside.ts'
import { type MeasuredProcess, startMeasured } from './process.ts'

const WARM_UP_ROUNDS = 2
const ROUNDS = 6
const GIFTS_A_ROUND = 400
const LANES = 32
const DONORS = 120
const LONGEST_ROUND_MS = 60_000

interface Contender {
  name: string
  program: 'ours' | 'bare'
  role: 'web' | 'all'
  /** Whether this process makes the receipts too; then a round is over when each gift has its own. */
  receipts: boolean
  /** The bare one that does the same writes. */
  peer: string
}
const BARE = 'bare Koa + driver'
const BARE_WITH_RECEIPT = 'bare Koa + driver, receipt too'
const contenders: readonly Contender[] = [
  { name: 'ours', program: 'ours', role: 'web', receipts: false, peer: BARE },
  { name: 'ours with event relay, receipts and jobs', program: 'ours', role: 'all', receipts: true, peer: BARE_WITH_RECEIPT },
  { name: BARE, program: 'bare', role: 'web', receipts: false, peer: BARE },
  { name: BARE_WITH_RECEIPT, program: 'bare', role: 'web', receipts: true, peer: BARE_WITH_RECEIPT },
]

interface Round {
  giftsPerSecond: number
  cpuMicrosPerGift: number
}

interface Running extends Contender {
  process: MeasuredProcess
  db: Database
  donors: Donor[]
  rounds: Round[]
  settled: number
}

/** Every gift of the round is in the ledger, its notice is done with, and its receipt is numbered where this process makes receipts. */
async function untilSettled(db: Database, notices: number, receipts: boolean): Promise<void> {
  const deadline = Date.now() + LONGEST_ROUND_MS
  while ((await db.collection('payment_notices').countDocuments({ state: 'processed' })) < notices) {
    if (Date.now() > deadline) throw new Error('the gifts of a round were not settled in a minute')
    await sleep(10)
  }
  while (receipts && (await db.collection('receipts').countDocuments({ state: 'issued' })) < notices) {
    if (Date.now() > deadline) throw new Error('the receipts of a round were not numbered in a minute')
    await sleep(10)
  }
  const journals = await db.collection('journals').countDocuments()
  if (journals !== notices) throw new Error(`${journals} journals for ${notices} paid gifts`)
}

async function measure(running: Running, outside: Outside): Promise<Round> {
  const { process, program, donors, db } = running
  const gifts = prepareGifts(process, program, outside, donors, GIFTS_A_ROUND)
  const before = await process.usage()
  const began = performance.now()
  await giveAll(process.url, gifts, LANES)
  running.settled += GIFTS_A_ROUND
  await untilSettled(db, running.settled, running.receipts)
  const seconds = (performance.now() - began) / 1000
  const after = await process.usage()
  return { giftsPerSecond: GIFTS_A_ROUND / seconds, cpuMicrosPerGift: (after.cpuMicros - before.cpuMicros) / GIFTS_A_ROUND }
}

/**
 * Gifts through the real HTTP stack and a real mongod (order, verified notice, journal, receipt entry) beside bare Koa and
 * driver doing the same writes, each with the peer that does what it does, rounds in turn.
 */
export async function benchGiving(root: string): Promise<void> {
  const { outside, environment, undo, end } = await startBenchGround(root)
  try {
    const runners: Running[] = []
    for (const [index, contender] of contenders.entries()) {
      const name = `bench_${index}`
      const env = environment(name, { ROLE: contender.role, TRUSTED_PROXIES: '1', BENCH_RECEIPTS: contender.receipts ? '1' : '0' })
      const measured = await startMeasured(contender.program, env)
      undo.push(measured.stop)
      const db = await connectDatabase(env.MONGODB_URI ?? '', name)
      undo.push(db.close)
      const donors =
        contender.program === 'ours'
          ? await openDonors(measured.url, DONORS)
          : Array.from({ length: DONORS }, (_, donor) => ({ accountId: `donor${donor}`, token: '' }))
      runners.push({ ...contender, process: measured, db, donors, rounds: [], settled: 0 })
    }
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const running of runners) await measure(running, outside)
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Each round begins with another: what else the machine does must not always meet the same one.
      const first = round % runners.length
      for (const running of [...runners.slice(first), ...runners.slice(0, first)]) running.rounds.push(await measure(running, outside))
      process.stdout.write(`round ${round} of ${ROUNDS}\n`)
    }

    const figures = await Promise.all(
      runners.map(async ({ name, peer, rounds, process: measured }) => ({
        name,
        peer,
        giftsPerSecond: median(rounds.map((round) => round.giftsPerSecond)),
        cpuMicrosPerGift: median(rounds.map((round) => round.cpuMicrosPerGift)),
        peakRssMb: (await measured.usage()).peakRssMb,
        rounds,
      })),
    )
    const rows = figures.map((figure) => {
      const bare = figures.find(({ name }) => name === figure.peer)
      if (!bare) throw new Error(`${figure.peer} was not measured`)
      return [
        figure.name,
        Math.round(figure.giftsPerSecond),
        (figure.giftsPerSecond / bare.giftsPerSecond).toFixed(2),
        Math.round(figure.cpuMicrosPerGift),
        (bare.cpuMicrosPerGift / figure.cpuMicrosPerGift).toFixed(2),
        figure.peakRssMb,
      ]
    })
    const headings = [
      `${ROUNDS} rounds of ${GIFTS_A_ROUND}, c${LANES}`,
      'gifts/s',
      'of its peer',
      'CPU µs/gift',
      'of its peer',
      'peak RSS MB',
    ]
    process.stdout.write(`\n${table(headings, rows)}\n`)
    process.stdout.write(`${keepResult(root, 'giving', { rounds: ROUNDS, giftsARound: GIFTS_A_ROUND, lanes: LANES, figures })}\n`)
  } finally {
    await end()
  }
}
