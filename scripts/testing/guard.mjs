// Ends what a test run started, whatever became of the run: reads orders from standard input, and acts when it closes,
// which happens even when the run is killed with SIGKILL.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const pids = new Set()
const folders = new Set()

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
  if (order === 'pid') pids.add(Number(value))
  if (order === 'forget') pids.delete(Number(value))
  if (order === 'folder') folders.add(value)
}
// The database was started first and must end last.
for (const pid of [...pids].reverse()) {
  if (!signal(pid, 'SIGTERM')) continue
  const deadline = Date.now() + 5_000
  while (signal(pid, 0) && Date.now() < deadline) await pause(50)
  signal(pid, 'SIGKILL')
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
