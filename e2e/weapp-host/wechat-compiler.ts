import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

const compilerRoot = path.dirname(require.resolve('miniprogram-compiler/package.json'))

/** Runs WeChat's own `wcc` (wxml) or `wcsc` (wxss), as shipped by miniprogram-compiler for Linux. */
export function runCompiler(tool: 'wcc' | 'wcsc', cwd: string, args: string[]): string {
  const binary = path.join(compilerRoot, 'bin', 'linux', tool)
  try {
    accessSync(binary, constants.X_OK)
  } catch {
    // The package ships wcsc without its executable bit.
    chmodSync(binary, 0o755)
  }
  const run = spawnSync(binary, args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  if (run.error) throw run.error
  if (run.status !== 0) throw new Error(`${tool} failed: ${run.stderr || run.stdout}`)
  return run.stdout
}
