import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Pinned, so that every machine that downloads gets the same release. */
export const officialRelease = { version: '8.0.12', series: '8.0' } as const

const firstByteMs = 10_000
const stallMs = 30_000

const require = createRequire(import.meta.url)

// A process of its own: the library retries a dead host for minutes and can't be told to stop.
const script = `
const { MongoBinary } = require(process.env.DOWNLOADER)
MongoBinary.getPath({ version: process.env.DOWNLOAD_VERSION, downloadDir: process.env.DOWNLOAD_DIR }).then(
  (path) => { console.log('PATH=' + path) },
  (error) => { console.error(error.message); process.exit(1) },
)
`

async function bytesIn(folder: string): Promise<number> {
  let total = 0
  for (const name of await readdir(folder)) {
    // A part file may be renamed between the listing and the look.
    total += await stat(join(folder, name)).then(
      (file) => file.size,
      () => 0,
    )
  }
  return total
}

/** MongoDB's own download into `target`. Answers null, or why it could not; gives up fast where the host can't be reached. */
export async function fetchOfficial(target: string, workDir: string): Promise<string | null> {
  await mkdir(workDir, { recursive: true })
  const temporary = await mkdtemp(join(workDir, 'official-'))
  const child = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DOWNLOADER: require.resolve('mongodb-memory-server-core'),
      DOWNLOAD_VERSION: officialRelease.version,
      DOWNLOAD_DIR: temporary,
      MONGOMS_MD5_CHECK: '1',
      MONGOMS_RUNTIME_DOWNLOAD: '1',
      MONGOMS_PREFER_GLOBAL_PATH: '0',
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err = (err + chunk.toString('utf8')).slice(-4_000)
  })
  let lastBytes = 0
  let lastProgress = Date.now()
  let gaveUp = false
  const watch = setInterval(() => {
    void bytesIn(temporary).then((bytes) => {
      // The lock file weighs a few bytes; only the archive counts as progress.
      if (bytes > lastBytes && bytes > 1_024) {
        lastBytes = bytes
        lastProgress = Date.now()
      }
      if (Date.now() - lastProgress > (lastBytes === 0 ? firstByteMs : stallMs)) {
        gaveUp = true
        child.kill('SIGKILL')
      }
    })
  }, 250)
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null))
      child.on('close', resolve)
    })
    const path = /^PATH=(.+)$/m.exec(out)?.[1]
    if (gaveUp) return lastBytes === 0 ? '10 秒内连不上 MongoDB 的下载站' : '下载中断'
    if (code !== 0 || !path) return err.trim().split('\n').at(-1) || '下载没有成功'
    await mkdir(join(target, '..'), { recursive: true })
    await rename(path, target)
    return null
  } finally {
    clearInterval(watch)
    await rm(temporary, { recursive: true, force: true })
  }
}
