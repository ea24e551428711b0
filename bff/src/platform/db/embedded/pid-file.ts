import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EmbeddedMongodError } from './failure.ts'
import { commandLineOf, endProcess, startMarkOf } from './owner.ts'

interface PidRecord {
  pid: number
  mark: string | null
  ownerPid: number
  ownerMark: string | null
}

async function readRecord(file: string): Promise<PidRecord | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const [pid, mark, ownerPid, ownerMark] = text.trimEnd().split('\t')
  return pid && ownerPid ? { pid: Number(pid), mark: mark || null, ownerPid: Number(ownerPid), ownerMark: ownerMark || null } : null
}

/** Remembers a process and who started it, for the start after a kill. */
export async function writePidFile(file: string, pid: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const fields = [pid, startMarkOf(pid) ?? '', process.pid, startMarkOf(process.pid) ?? '']
  await writeFile(`${file}.new`, `${fields.join('\t')}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

export async function removePidFile(file: string): Promise<void> {
  await rm(file, { force: true })
}

/**
 * Ends the process an earlier, killed run left behind, after making sure by its command line that it is ours.
 * @throws when its owner still lives: two owners of one thing is a mistake to report, not to settle by force
 */
export async function endLeftover(options: {
  pidFile: string
  commandIncludes: string
  name: string
  log: (line: string) => void
}): Promise<void> {
  const record = await readRecord(options.pidFile)
  if (!record) return
  const ours = commandLineOf(record.pid)?.includes(options.commandIncludes) && startMarkOf(record.pid) === record.mark
  if (!ours) {
    await removePidFile(options.pidFile)
    return
  }
  const ownerLives = record.ownerPid !== process.pid && record.ownerMark !== null && startMarkOf(record.ownerPid) === record.ownerMark
  if (ownerLives) {
    throw new EmbeddedMongodError(`${options.name} 正由另一个进程（pid ${record.ownerPid}）运行：请先停止那个进程，再重新运行`)
  }
  options.log(`发现上次遗留的 ${options.name}（pid ${record.pid}），正在停止…`)
  await endProcess(record.pid, 10_000)
  await removePidFile(options.pidFile)
}
