import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedMongod } from '../../bff/src/platform/db/embedded/index.ts'
import { connectDatabase, type Database } from '../../bff/src/platform/db/index.ts'
import { buildTarget } from '../../scripts/build/targets.ts'
import { developmentEnvironment } from '../../scripts/dev-environment.ts'
import { loadWholeDistrict, progressBar } from '../../scripts/system/whole-district.ts'
import { startGuard } from '../../scripts/testing/guard.ts'
import { keepResult, table } from '../figures.ts'
import { measureLiveCopy } from './live-copy.ts'
import { measureLookUps } from './look-ups.ts'
import { measureMaps } from './map.ts'

/** The district of 2020 and a little more; BENCH_RESIDENTS for a smaller one. */
const RESIDENTS = Number(process.env.BENCH_RESIDENTS ?? 1_370_000)
const BARE_DOCUMENTS = 100_000
const BARE_BATCH = 2_000
/** A gigabyte is what the whole may take; the database's own cache is counted apart. */
const MONGOD_CACHE_GB = 1

/** Documents a second of a bare `insertMany` of what was loaded, sealed already and without any index but `_id`. */
async function bareInserts(db: Database): Promise<number> {
  const rows = await db.collection<{ _id: string }>('residents').find().limit(BARE_DOCUMENTS).toArray()
  const bare = db.collection<{ _id: string }>('bare_residents')
  const began = performance.now()
  for (let index = 0; index < rows.length; index += BARE_BATCH)
    await bare.insertMany(rows.slice(index, index + BARE_BATCH), { ordered: false, writeConcern: { w: 'majority', journal: true } })
  return rows.length / ((performance.now() - began) / 1000)
}

/** The whole district loaded through the real sealing and indexes, and how fast anyone in it is found. */
export async function benchPeople(root: string): Promise<void> {
  // Ends the database and removes its files even when this process is broken off.
  const guard = startGuard()
  const dataDir = guard.folder('bench')
  const undo: (() => Promise<void>)[] = []
  try {
    for (const target of ['bff', 'mock'] as const) await buildTarget(root, target)
    const mongod = await startEmbeddedMongod({
      dataDir: join(dataDir, 'mongo'),
      cacheDir: join(root, '.cache', 'mongod'),
      port: 0,
      log: () => undefined,
      cacheSizeGb: MONGOD_CACHE_GB,
    })
    guard.watch(mongod.pid)
    undo.push(mongod.stop)
    const { bff } = developmentEnvironment({ dataDir, ports: 0 })
    const env = { ...bff, MONGODB_URI: mongod.uri, MONGODB_DB: 'bench_people' }
    let toldAt = 0
    const done = await loadWholeDistrict({
      root,
      residents: RESIDENTS,
      env,
      onProgress(people, seconds) {
        if (seconds - toldAt < 10) return
        toldAt = seconds
        process.stdout.write(`${progressBar(people, RESIDENTS, seconds)}\n`)
      },
    })
    const db = await connectDatabase(mongod.uri, 'bench_people')
    undo.push(db.close)
    const { loaded, seconds, maker, loader } = done
    const people = loaded.person ?? 0
    const lookUps = await measureLookUps(db, env)
    const maps = await measureMaps(db, env)
    const live = await measureLiveCopy(root, env)
    const bare = await bareInserts(db)
    const load = loadavg().map((figure) => figure.toFixed(1))
    process.stdout.write(`\nload average ${load.join(' ')} on ${cpus().length} cores\n`)
    process.stdout.write(
      `${table(
        ['loading', 'people', 'seconds', 'people/s', 'loader MB', 'maker MB', 'loader CPU s', 'maker CPU s'],
        [
          [
            'ours: sealed, every index, with homes and facts',
            people,
            Math.round(seconds),
            Math.round(people / seconds),
            loader.peakRssMb,
            maker.peakRssMb,
            loader.cpuSeconds,
            maker.cpuSeconds,
          ],
          ['bare insertMany of the same people, no index', Math.min(BARE_DOCUMENTS, people), '', Math.round(bare), '', '', '', ''],
        ],
      )}\n\n`,
    )
    process.stdout.write(
      `${table(
        ['looking up', 'median ms', 'p95 ms', 'found'],
        lookUps.map(({ name, medianMs, p95Ms, found }) => [name, medianMs.toFixed(2), p95Ms.toFixed(2), found]),
      )}\n`,
    )
    process.stdout.write(
      `\n${table(
        ['a map with its headcounts', 'median ms', 'p95 ms', 'boundaries', 'people'],
        maps.map(({ name, medianMs, p95Ms, features, residents }) => [
          name,
          medianMs.toFixed(1),
          Number.isNaN(p95Ms) ? '' : p95Ms.toFixed(1),
          features || '',
          residents || '',
        ]),
      )}\n`,
    )
    process.stdout.write(
      `\n${table(
        ['the live copy', 'ready in s', 'people/s', 'left out', 'a change taken in, most ms', 'RSS MB'],
        [
          [
            `${live.people} people`,
            live.readySeconds.toFixed(1),
            Math.round(live.people / live.readySeconds),
            live.homesLeftOut,
            live.takenInMs.toFixed(0),
            live.rssMb,
          ],
        ],
      )}\n`,
    )
    process.stdout.write(
      `${keepResult(root, 'people', { residents: RESIDENTS, load, loaded, seconds, maker, loader, bare, lookUps, maps, live })}\n`,
    )
  } finally {
    for (const step of undo.reverse()) await step()
    await guard.release()
  }
}
