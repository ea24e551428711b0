import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseIsEmpty } from '../../bff/src/platform/db/embedded/replica-set.ts'

/** Runs one of our programs to its end. @throws a sentence with its last words when it fails */
function runToEnd(name: string, script: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name}没有成功（退出码 ${code}）\n${output.trim()}`))))
  })
}

function hashFolder(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(file.slice(folder.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function stampIs(file: string, value: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === value
}

/** Makes the synthetic district's feed when its maker changed, and has the BFF's importer load it when the database has not got it. */
export async function loadSeed(options: {
  root: string
  dataDir: string
  bffEnv: Record<string, string>
  mongodbUri: string
  /** Which server it is, without secrets. */
  database: string
  mongodbName: string
  log: (line: string) => void
}): Promise<void> {
  const { root, dataDir, log } = options
  const maker = join(root, 'mock', 'dist', 'seed', 'main.js')
  const feed = join(dataDir, 'feed')
  const stamps = join(dataDir, 'stamps')
  mkdirSync(stamps, { recursive: true })

  const makerHash = createHash('sha256').update(readFileSync(maker)).digest('hex')
  const madeStamp = join(stamps, 'feed-made')
  if (!existsSync(join(feed, 'feed.ndjson')) || !stampIs(madeStamp, makerHash)) {
    const draft = `${feed}.new`
    rmSync(draft, { recursive: true, force: true })
    await runToEnd('生成演示数据', maker, ['--out', draft, '--size', 'small'], {})
    rmSync(feed, { recursive: true, force: true })
    renameSync(draft, feed)
    writeFileSync(madeStamp, makerHash)
  }

  const loadedStamp = join(stamps, 'feed-loaded')
  // The database decides too: a stamp from the embedded one says nothing about another.
  const wanted = `${hashFolder(feed)} ${options.database} ${options.mongodbName}`
  const empty = await databaseIsEmpty(options.mongodbUri, options.mongodbName)
  if (stampIs(loadedStamp, wanted) && !empty) return
  log('正在装入演示数据…')
  await runToEnd('装入演示数据', join(root, 'bff', 'dist', 'import-feed.js'), [feed], options.bffEnv)
  writeFileSync(loadedStamp, wanted)
}
