import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { locateMongod } from './binary.ts'
import { claimVersion, type DataDir, openDataDir, readDataVersion } from './data-dir.ts'
import { EmbeddedMongodError } from './failure.ts'
import { endProcess } from './owner.ts'
import { endLeftover, removePidFile, writePidFile } from './pid-file.ts'
import { connectionString, prepareReplicaSet, replicaSetName } from './replica-set.ts'

export interface EmbeddedMongod {
  uri: string
  /** Where the binary came from, in words. */
  source: string
  version: string
  port: number
  pid: number
  /** Settles when the process ends, for whatever reason. */
  exited: Promise<void>
  stop(): Promise<void>
}

/** Where the mongod of this data directory is reached, for a command that runs beside it; null when there is no data yet. */
export async function runningMongodUri(dataDir: string, port: number): Promise<string | null> {
  const root = resolve(dataDir)
  return existsSync(join(root, 'password')) ? connectionString(await openDataDir(root), port) : null
}

/** Resolves to the port when it is free (0: any free one). @throws a sentence when someone else holds it */
async function reservePort(port: number): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer()
    server.once('error', () =>
      reject(new EmbeddedMongodError(`端口 ${port} 已被其他程序占用：请停止它，或用 MONGO_PORT 换一个端口，再重新运行`)),
    )
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : port))
    })
  })
}

function mongodArguments(dir: DataDir, port: number, cacheSizeGb: number, forgetsDropped: boolean): string[] {
  return [
    ...['--dbpath', dir.dbPath, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    ...['--replSet', replicaSetName, '--keyFile', dir.keyFile, '--oplogSize', '512'],
    ...['--wiredTigerCacheSizeGB', String(cacheSizeGb)],
    // zlib compression had a flaw readable before sign-in (CVE-2025-14847); the two others suffice on loopback.
    ...['--networkMessageCompressors', 'snappy,zstd'],
    ...['--setParameter', 'transactionLifetimeLimitSeconds=3'],
    // A single node has no successor to wait for when it stops.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // A dropped collection keeps its files, open, for as long as one may read the past (five minutes, unless nobody does) and
    // until the next checkpoint: within a minute that is more files than a process may have open.
    ...(forgetsDropped ? ['--setParameter', 'minSnapshotHistoryWindowInSeconds=5', '--syncdelay', '5'] : []),
    // The slow-query log would copy residents' data into a file.
    ...['--slowms', '100000000'],
    '--quiet',
  ]
}

function reasonInLog(dir: DataDir): string {
  if (!existsSync(dir.logFile)) return '没有日志'
  const lines = readFileSync(dir.logFile, 'utf8').trim().split('\n')
  const fatal = lines.filter((line) => /"s":"[FE]"/.test(line)).at(-1) ?? lines.at(-1) ?? ''
  return fatal.slice(0, 300)
}

/**
 * Starts a real mongod as a single-node replica set with authentication on loopback, its data kept in `dataDir`.
 * Survives any kill of an earlier run: what still runs on the directory is ended first.
 * @throws EmbeddedMongodError with one sentence that says what to do
 */
export async function startEmbeddedMongod(options: {
  dataDir: string
  cacheDir: string
  port: number
  log: (line: string) => void
  cacheSizeGb?: number
  /** For a node that many databases come and go on: nothing of a dropped one is kept. */
  forgetsDropped?: boolean
}): Promise<EmbeddedMongod> {
  const dir = await openDataDir(resolve(options.dataDir))
  const pidFile = join(dir.root, 'mongod.pid')
  await endLeftover({ pidFile, commandIncludes: dir.dbPath, name: 'mongod', log: options.log })
  const dataVersion = await readDataVersion(dir.root)
  const cacheDir = resolve(options.cacheDir)
  const binary = await locateMongod({ cacheDir, dataSeries: dataVersion?.series ?? null, log: options.log })
  await claimVersion(dir.root, binary)
  const port = await reservePort(options.port)

  if (existsSync(dir.logFile)) renameSync(dir.logFile, `${dir.logFile}.1`)
  const logFd = openSync(dir.logFile, 'a', 0o600)
  // A group of its own: Ctrl-C in a terminal must reach the BFF first and the database last.
  const child = spawn(binary.path, mongodArguments(dir, port, options.cacheSizeGb ?? 0.5, options.forgetsDropped ?? false), {
    stdio: ['ignore', logFd, logFd],
    detached: true,
  })
  closeSync(logFd)
  let ended: string | null = null
  const exited = new Promise<void>((resolveExit) => {
    child.once('error', (error) => {
      ended = error.message
      resolveExit()
    })
    child.once('exit', (code, signal) => {
      ended = signal ?? `退出码 ${code}`
      resolveExit()
    })
  })
  const alive = () => {
    if (ended !== null) throw new EmbeddedMongodError(`mongod 启动后就退出了（${ended}）：${reasonInLog(dir)}`)
  }
  const pid = child.pid
  if (pid === undefined) {
    await exited
    throw new EmbeddedMongodError(`mongod 不能运行：${ended}`)
  }
  const stop = async () => {
    if (ended === null) await endProcess(pid, 10_000)
    await exited
    await removePidFile(pidFile)
  }
  try {
    await writePidFile(pidFile, pid)
    await prepareReplicaSet(dir, port, alive)
  } catch (error) {
    await stop()
    throw error
  }
  return { uri: connectionString(dir, port), source: binary.source, version: binary.version, port, pid, exited, stop }
}
