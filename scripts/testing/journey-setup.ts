import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildTarget, type TargetName } from '../build/targets.ts'
import { startSystem } from '../system/system.ts'
import { startGuard } from './guard.ts'
import './provided-context.ts'

/** The whole built system on free ports, seeded, for journeys in a real browser and on the compiled mini-program. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const targets: TargetName[] = ['bff', 'mock', 'admin', 'h5', 'weapp']
  for (const target of targets) {
    const outcome = await buildTarget(root, target)
    if (outcome === 'built') console.log(`${target}：已构建`)
  }
  const guard = startGuard()
  try {
    const system = await startSystem({
      root,
      dataDir: guard.folder('journey', 'memory'),
      ports: { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, hub: 0, voice: 0, mongo: 0 },
      mongodbUri: undefined,
      cacheSizeGb: 0.25,
      // All journeys come from one address, in a few minutes.
      bffEnvironment: { SIGN_IN_LIMIT_FACTOR: '20' },
      log: console.log,
      onSpawn: guard.watch,
    })
    const { bff, standIns, mongodbUri, mongodbName } = system
    project.provide('system', { bff, standIns, mongodbUri, mongodbName })
    return async () => {
      await system.stop()
      await guard.release()
    }
  } catch (error) {
    await guard.release()
    throw error
  }
}
