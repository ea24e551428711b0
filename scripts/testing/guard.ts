import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Guard {
  /** A fresh folder that is removed in the end. */
  folder(name: string): string
  watch(pid: number): void
  forget(pid: number): void
  /** Ends everything still watched and removes the folders. */
  release(): Promise<void>
}

/** Starts the guard: a process of its own that outlives this one by just as long as cleaning up takes. */
export function startGuard(): Guard {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./guard.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const order = (line: string) => child.stdin.write(`${line}\n`)
  return {
    folder: (name) => {
      const folder = mkdtempSync(join(tmpdir(), `minsheng-${name}-`))
      order(`folder ${folder}`)
      return folder
    },
    watch: (pid) => {
      order(`pid ${pid}`)
    },
    forget: (pid) => {
      order(`forget ${pid}`)
    },
    release: async () => {
      child.stdin.end()
      await closed
    },
  }
}
