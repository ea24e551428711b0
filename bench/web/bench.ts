import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildTarget, type TargetName } from '../../scripts/build/targets.ts'
import { ensureChromium } from '../../scripts/suite/chromium.ts'
import { startSystem } from '../../scripts/system/system.ts'
import { startGuard } from '../../scripts/testing/guard.ts'
import { keepResult, median, table } from '../figures.ts'
import { measurePage, type PageFigures } from './lighthouse.ts'

const RUNS = 5
const pages = [
  { name: 'home', path: '/pages/home/index' },
  { name: 'project', path: '/packages/donation/project/index?id=cmp_meals' },
  { name: 'giving', path: '/packages/donation/giving/index?id=cmp_meals' },
] as const

function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** WeChat counts the main package and each sub-package apart. */
function weappPackages(root: string): Record<string, number> {
  const folder = join(root, 'miniapp', 'dist', 'weapp')
  const all = bytesOf(folder)
  const subs = Object.fromEntries(
    readdirSync(join(folder, 'packages'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => [`packages/${entry.name}`, bytesOf(join(folder, 'packages', entry.name))]),
  )
  return { main: Object.values(subs).reduce((rest, bytes) => rest - bytes, all), ...subs }
}

/** Lighthouse's mobile run on the built H5 served by the BFF, and the weight of the mini-program's packages. */
export async function benchWeb(root: string): Promise<void> {
  const targets: TargetName[] = ['bff', 'mock', 'admin', 'h5', 'weapp']
  for (const target of targets) await buildTarget(root, target)
  const chromium = await ensureChromium(console.log)
  // Ends the system and removes its files even when this process is broken off.
  const guard = startGuard()
  const dataDir = guard.folder('bench')
  try {
    const ports = { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, hub: 0, voice: 0, mongo: 0 }
    // Every run opens a session of its own, all from one address.
    const bffEnvironment = { RATE_LIMIT_PER_MINUTE: '1000000' }
    const system = await startSystem({
      root,
      dataDir,
      ports,
      mongodbUri: undefined,
      cacheSizeGb: 0.25,
      bffEnvironment,
      log: () => undefined,
      onSpawn: guard.watch,
    })
    try {
      const figures: (PageFigures & { name: string; runs: PageFigures[] })[] = []
      for (const { name, path } of pages) {
        const runs: PageFigures[] = []
        for (let run = 0; run < RUNS; run += 1) runs.push(await measurePage(chromium, `${system.bff}${path}`))
        const middle = (of: (run: PageFigures) => number) => median(runs.map(of))
        figures.push({
          name,
          score: middle((run) => run.score),
          firstPaintMs: middle((run) => run.firstPaintMs),
          largestPaintMs: middle((run) => run.largestPaintMs),
          blockedMs: middle((run) => run.blockedMs),
          layoutShift: middle((run) => run.layoutShift),
          speedIndexMs: middle((run) => run.speedIndexMs),
          bytes: middle((run) => run.bytes),
          runs,
        })
        process.stdout.write(`${name}: ${RUNS} runs\n`)
      }
      const packages = weappPackages(root)
      const headings = [`median of ${RUNS}`, 'score', 'FCP ms', 'LCP ms', 'TBT ms', 'CLS', 'SI ms', 'KB']
      const rows = figures.map((page) => [
        page.name,
        Math.round(page.score),
        Math.round(page.firstPaintMs),
        Math.round(page.largestPaintMs),
        Math.round(page.blockedMs),
        page.layoutShift.toFixed(3),
        Math.round(page.speedIndexMs),
        Math.round(page.bytes / 1024),
      ])
      process.stdout.write(`\n${table(headings, rows)}\n\n`)
      process.stdout.write(
        `${table(
          ['mini-program package', 'KB'],
          Object.entries(packages).map(([name, bytes]) => [name, Math.round(bytes / 1024)]),
        )}\n`,
      )
      process.stdout.write(`${keepResult(root, 'web', { runs: RUNS, figures, packages })}\n`)
    } finally {
      await system.stop()
    }
  } finally {
    await guard.release()
  }
}
