import { buildTarget, type TargetName } from '../build/targets.ts'
import { runCheck } from '../check/parts.ts'
import { ensureChromium } from './chromium.ts'
import { journeyLanes } from './lanes.ts'
import { runSchemathesis } from './schemathesis.ts'
import { sum, type Tally } from './tally.ts'
import { runVitest } from './vitest.ts'

const partNames = ['check', 'unit', 'http', 'journey', 'fuzz'] as const
type PartName = (typeof partNames)[number]

const neededBuilds: Record<PartName, readonly TargetName[]> = {
  // The build generates modules that the type checker needs.
  check: ['weapp'],
  // The built mini-program's package sizes are among the unit tests.
  unit: ['weapp'],
  http: ['mock'],
  journey: ['bff', 'mock', 'admin', 'h5', 'weapp'],
  fuzz: ['bff', 'mock', 'admin', 'h5'],
}

function isPart(name: string): name is PartName {
  return partNames.some((part) => part === name)
}

type Log = (line: string) => void

/** Builds what the parts need; a target that can't be built is a failure of its own, and the rest goes on. */
async function build(root: string, parts: readonly PartName[], log: Log): Promise<Tally> {
  const order: readonly TargetName[] = ['mock', 'bff', 'admin', 'h5', 'weapp']
  let failed = 0
  const faults: string[] = []
  for (const name of order.filter((target) => parts.some((part) => neededBuilds[part].includes(target)))) {
    const began = Date.now()
    try {
      const outcome = await buildTarget(root, name)
      log(`构建 ${name}:${outcome === 'fresh' ? '没有改动' : `${((Date.now() - began) / 1000).toFixed(1)} 秒`}`)
    } catch (error) {
      failed += 1
      faults.push(`构建 ${name}`)
      log(`✗ 构建 ${name} 失败：${error instanceof Error ? error.message : error}`)
    }
  }
  return { passed: 0, failed, faults }
}

/**
 * Runs everything CI runs, or the named parts, and ends with the one line that counts.
 * @returns the exit code
 */
export async function runSuite(root: string, args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !isPart(arg))
  if (unknown.length > 0) {
    console.error(`没有叫 ${unknown.join('、')} 的部分，可选：${partNames.join('、')}`)
    return 1
  }
  const parts = args.length > 0 ? args.filter(isPart) : [...partNames]
  const began = Date.now()
  const log: Log = (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)} 秒] ${line}`)
  const tallies: Tally[] = []
  // Whoever ends the suite ends it whole: the part that runs is told, and none follows.
  let stopped = false
  process.once('SIGTERM', () => {
    stopped = true
    tallies.push({ passed: 0, failed: 1, faults: ['被中止'] })
  })
  const step = async (title: string, wanted: boolean, run: () => Promise<Tally>) => {
    if (!wanted || stopped) return
    log(`── ${title}`)
    try {
      const tally = await run()
      tallies.push(tally)
      if (tally.passed + tally.failed > 0) log(`   ${title}:${tally.passed} 通过，${tally.failed} 未通过`)
    } catch (error) {
      tallies.push({ passed: 0, failed: 1, faults: [title] })
      log(`✗ ${title}:${error instanceof Error ? error.message : error}`)
    }
  }
  const has = (name: PartName) => parts.includes(name)

  const chromium: Record<string, string> = {}
  await step('浏览器', has('journey'), async () => {
    chromium.CHROMIUM_PATH = await ensureChromium(log)
    return { passed: 0, failed: 0 }
  })
  await step('构建', true, () => build(root, parts, log))
  await step('检查（tsc、Biome、dependency-cruiser、knip）', has('check'), () => runCheck(root, log))
  await step('单元测试', has('unit'), () => runVitest(root, 'unit'))
  await step('接口测试', has('http'), () => runVitest(root, 'http'))
  await step('浏览器与小程序全程测试', has('journey'), async () =>
    sum(
      await Promise.all(journeyLanes.map((folders, index) => runVitest(root, 'journey', chromium, { name: String(index + 1), folders }))),
    ),
  )
  await step('接口模糊测试', has('fuzz'), () => runSchemathesis(root, log))

  const { passed, failed, faults } = sum(tallies)
  if (faults.length > 0) log(`未通过：\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}`)
  log(`全部用时 ${((Date.now() - began) / 60_000).toFixed(1)} 分钟`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}
