import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { commandLineOf } from '../../bff/src/platform/db/embedded/owner.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-guard-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function until(what: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!what()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** A run that starts a long-lived process under the guard, says what it made, and then only waits. */
function startRun(): ChildProcess {
  const script = join(folder, 'run.mts')
  writeFileSync(
    script,
    `import { spawn } from 'node:child_process'
import { startGuard } from ${JSON.stringify(fileURLToPath(new URL('./guard.ts', import.meta.url)))}
const guard = startGuard()
const kept = guard.folder('victim')
const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { detached: true, stdio: 'ignore' })
guard.watch(child.pid ?? 0)
console.log(JSON.stringify({ kept, pid: child.pid }))
setInterval(() => undefined, 1000)
`,
  )
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('leaves nothing behind when the run ends by %s', async (signal) => {
  const run = startRun()
  let output = ''
  run.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
  })
  await until(() => output.includes('\n'))
  const { kept, pid }: { kept: string; pid: number } = JSON.parse(output)
  expect(existsSync(kept)).toBe(true)
  expect(commandLineOf(pid)).not.toBeNull()
  run.kill(signal)
  await until(() => commandLineOf(pid) === null && !existsSync(kept))
})
