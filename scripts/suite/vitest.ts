import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Tally } from './tally.ts'
import { tallyVitest } from './vitest-report.ts'

export type VitestProject = 'unit' | 'http' | 'journey'

/** Runs a project of the vitest configuration, or those of its files that lie in some folders, showing its own progress. */
export async function runVitest(
  root: string,
  project: VitestProject,
  env: Record<string, string> = {},
  lane?: { name: string; folders: readonly string[] },
): Promise<Tally> {
  const report = join(root, '.cache', 'test', `${[project, lane?.name].filter(Boolean).join('-')}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const args = [
    'run',
    ...(lane?.folders ?? []),
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const child = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', pass)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  process.off('SIGTERM', pass)
  return tallyVitest(report, code)
}
