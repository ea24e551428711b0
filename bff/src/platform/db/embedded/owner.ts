import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** A field of the kernel's line about a process, counted from the one after the name, or null. */
function statField(pid: number, index: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[index] ?? null
}

function fromPs(pid: number, column: string): string | null {
  return (
    execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  )
}

const hasProc = existsSync('/proc/self/stat')

/** The command line of a live process, or null when there is none; a zombie counts as gone. */
export function commandLineOf(pid: number): string | null {
  try {
    if (!hasProc) return fromPs(pid, 'command')
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null
  } catch {
    return null
  }
}

/** The process that started another, or null when either is gone. */
export function parentOf(pid: number): number | null {
  try {
    return Number(hasProc ? statField(pid, 1) : fromPs(pid, 'ppid')) || null
  } catch {
    return null
  }
}

/** When a process began, in the system's own notation: tells a process from a later one with the same pid. */
export function startMarkOf(pid: number): string | null {
  try {
    return hasProc ? statField(pid, 19) : fromPs(pid, 'lstart')
  } catch {
    return null
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Asks a process to end, waits, and insists when it has not ended within `graceMs`. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  const mark = startMarkOf(pid)
  const gone = () => commandLineOf(pid) === null || startMarkOf(pid) !== mark
  if (gone()) return
  signal(pid, 'SIGTERM')
  const deadline = Date.now() + graceMs
  while (!gone()) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGKILL')
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  while (!gone()) await new Promise((resolve) => setTimeout(resolve, 25))
}
