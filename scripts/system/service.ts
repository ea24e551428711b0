import { spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { endProcess } from '../../bff/src/platform/db/embedded/owner.ts'
import { removePidFile, writePidFile } from '../../bff/src/platform/db/embedded/pid-file.ts'

export interface Service<T> {
  name: string
  pid: number
  /** What the service told when it was ready. */
  ready: T
  /** Settles with the reason when the process has ended, whoever ended it. */
  exited: Promise<string>
  stop(): Promise<void>
}

const logLimitBytes = 10_000_000

/** Reads whole lines appended to a file since the last call. */
function lineReader(file: string, from: number): () => string[] {
  let offset = from
  let rest = ''
  return () => {
    const fd = openSync(file, 'r')
    try {
      const size = fstatSync(fd).size - offset
      if (size <= 0) return []
      const chunk = Buffer.alloc(size)
      readSync(fd, chunk, 0, size, offset)
      offset += size
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = lines.pop() ?? ''
      return lines
    } finally {
      closeSync(fd)
    }
  }
}

function lastWords(lines: readonly string[]): string {
  const telling = lines.filter((line) => /error|fatal|"level":(50|60)|拒绝|失败/i.test(line)).at(-1) ?? lines.at(-1)
  return telling ? `:${telling.slice(0, 500)}` : ''
}

/**
 * Runs a Node program of ours as a process group of its own, its output kept in a file (a pipe would break, and take the
 * service along, when the starter is killed), and waits until a line of the output says that it is ready.
 * @throws one sentence when it ends or stays silent instead
 */
export async function startService<T>(options: {
  name: string
  script: string
  args?: readonly string[]
  /** What Node itself is told. */
  nodeArgs?: readonly string[]
  env: Record<string, string>
  logFile: string
  pidFile: string
  graceMs: number
  /** Answers the value of the ready line, or null for any other line. */
  readyLine: (line: string) => T | null
  onSpawn?: (pid: number) => void
}): Promise<Service<T>> {
  mkdirSync(dirname(options.logFile), { recursive: true })
  if (existsSync(options.logFile) && statSync(options.logFile).size > logLimitBytes) renameSync(options.logFile, `${options.logFile}.1`)
  const fd = openSync(options.logFile, 'a', 0o600)
  const read = lineReader(options.logFile, fstatSync(fd).size)
  const child = spawn(process.execPath, ['--enable-source-maps', ...(options.nodeArgs ?? []), options.script, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', fd, fd],
    // Ctrl-C in a terminal signals the whole foreground group; only the starter may hear it, so that the order holds.
    detached: true,
  })
  closeSync(fd)
  let ended: string | null = null
  const exited = new Promise<string>((resolve) => {
    const settle = (reason: string) => {
      ended = reason
      resolve(reason)
    }
    child.once('error', (error) => settle(error.message))
    child.once('exit', (code, signal) => settle(signal ? `被信号 ${signal} 结束` : `退出码 ${code}`))
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${options.name} 不能启动：${await exited}`)
  options.onSpawn?.(pid)
  await writePidFile(options.pidFile, pid)
  const stop = async () => {
    if (ended === null) await endProcess(pid, options.graceMs)
    await exited
    await removePidFile(options.pidFile)
  }

  const deadline = Date.now() + 60_000
  const seen: string[] = []
  while (Date.now() < deadline) {
    const fresh = read()
    seen.push(...fresh)
    for (const line of fresh) {
      const ready = options.readyLine(line)
      if (ready !== null) return { name: options.name, pid, ready, exited, stop }
    }
    if (ended !== null) {
      seen.push(...read())
      await stop()
      throw new Error(`${options.name} 没有启动成功（${ended}）${lastWords(seen)}（详见 ${basename(options.logFile)}）`)
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await stop()
  throw new Error(`${options.name} 在 60 秒内没有准备好${lastWords(seen)}（详见 ${basename(options.logFile)}）`)
}
