import { spawn } from 'node:child_process'
import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Guard {
  /** A fresh folder that is removed in the end; `where` is for data that is written much and never outlives the run. */
  folder(name: string, where?: 'disk' | 'memory'): string
  watch(pid: number): void
  forget(pid: number): void
  /** Ends everything still watched and removes the folders. */
  release(): Promise<void>
}

const MEMORY = '/dev/shm'
/** What a run's mongod may come to, its journal and oplog included, with as much to spare. */
const NEEDED_BYTES = 4 * 1024 ** 3

/** Every durable write waits for the disk, and a run makes a hundred thousand: memory where there is plenty, else the disk. */
function parentFolder(where: 'disk' | 'memory'): string {
  try {
    if (where === 'memory') {
      const { bavail, bsize } = statfsSync(MEMORY)
      if (bavail * bsize >= NEEDED_BYTES) return MEMORY
    }
  } catch {
    // No such place on this system.
  }
  return tmpdir()
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
    folder: (name, where = 'disk') => {
      const folder = mkdtempSync(join(parentFolder(where), `minsheng-${name}-`))
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
