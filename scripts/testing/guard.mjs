// Ends what a test run started, whatever became of the run: reads orders from standard input, and acts when it closes,
// which happens even when the run is killed with SIGKILL.
import { readFileSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const pids = new Map()
const folders = new Set()

/** When a process began: a later process with the same pid is none of ours. */
function startMark(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return null
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

for await (const line of createInterface({ input: process.stdin })) {
  const [order, value] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]
  if (order === 'pid') pids.set(Number(value), startMark(value))
  if (order === 'forget') pids.delete(Number(value))
  if (order === 'folder') folders.add(value)
}
// The database was started first and must end last.
for (const [pid, mark] of [...pids].reverse()) {
  if (startMark(pid) !== mark || !signal(pid, 'SIGTERM')) continue
  const deadline = Date.now() + 5_000
  while (signal(pid, 0) && Date.now() < deadline) await pause(50)
  if (startMark(pid) === mark) signal(pid, 'SIGKILL')
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
