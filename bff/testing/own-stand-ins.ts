import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { connectStandIns, developmentEnvironment } from '../../scripts/dev-environment.ts'
import { startStandIns } from '../../scripts/system/stand-ins.ts'

/** Stand-ins of a file's own, for what would disturb the others of the run: their time of day, their bills, their general behaviour. */
export async function ownStandIns(runEnvironment: Record<string, string>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'minsheng-stand-ins-'))
  const environment = developmentEnvironment({ dataDir, ports: 0 })
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const service = await startStandIns({ root, dataDir, env: environment.mock })
  return {
    pay: service.ready.pay,
    urls: service.ready,
    /** Rules the stand-in of that name, which must agree; what it answers, if anything. */
    async control<T = void>(name: 'hub' | 'wechat', path: string, body: unknown = {}): Promise<T> {
      const response = await fetch(`${service.ready[name]}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })
      expect(response.ok).toBe(true)
      return (response.status === 204 ? undefined : await response.json()) as T
    },
    environment: { ...connectStandIns(environment, service.ready).bff, MONGODB_URI: runEnvironment.MONGODB_URI ?? '' },
    async stop() {
      await service.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
