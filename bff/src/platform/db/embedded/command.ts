import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface CommandResult {
  /** Null when the program is missing or was ended by a signal. */
  code: number | null
  output: string
  timedOut: boolean
}

/** Runs a program to its end and keeps what it printed; never throws, so that a caller can try the next way. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { timeoutMs: number; env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: options.env ?? process.env })
    let output = ''
    let timedOut = false
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, options.timeoutMs)
    const settle = (code: number | null, extra = '') => {
      clearTimeout(timer)
      resolve({ code, output: output + extra, timedOut })
    }
    child.on('error', (error) => settle(null, error.message))
    child.on('close', (code) => settle(code))
  })
}

/** Where a program lies on PATH, or null. */
export function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
    if (folder !== '' && existsSync(candidate)) return candidate
  }
  return null
}
