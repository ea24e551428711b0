import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedLine } from '@minsheng/shared/contracts/feed'
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

/** Tells the stand-in of WeChat Pay what of the feed was paid through it, so that its bills and the books agree. */
async function tellPayments(feed: string, pay: string): Promise<void> {
  const lines = readFileSync(join(feed, 'feed.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => feedLine.parse(JSON.parse(line)))
  const merchantOf = new Map(lines.flatMap((line) => (line.type === 'charity' ? [[line.id, line.subMchid] as const] : [])))
  const campaignOf = new Map(lines.flatMap((line) => (line.type === 'campaign' ? [[line.id, line] as const] : [])))
  const payments = lines.flatMap((line) => {
    if (line.type !== 'gift') return []
    const campaign = campaignOf.get(line.campaignId)
    const subMchid = campaign && merchantOf.get(campaign.charityId)
    if (!campaign || !subMchid) return []
    const { id: outTradeNo, transactionId, amountFen: totalFen, paidOn, hour = 10 } = line
    const paidAt = new Date(`${paidOn}T${hour.toString().padStart(2, '0')}:00:00+08:00`).toISOString()
    return [{ outTradeNo, transactionId, subMchid, totalFen, paidAt, description: `捐赠 ${campaign.title}` }]
  })
  const response = await fetch(`${pay}/_control/past-payments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ payments }),
  })
  if (!response.ok) throw new Error(`支付替身没有记下演示捐款（${response.status}）：${await response.text()}`)
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
  /** The stand-in of WeChat Pay. */
  pay: string
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

  await tellPayments(feed, options.pay)
  const loadedStamp = join(stamps, 'feed-loaded')
  // The database decides too: a stamp from the embedded one says nothing about another.
  const wanted = `${hashFolder(feed)} ${options.database} ${options.mongodbName}`
  const empty = await databaseIsEmpty(options.mongodbUri, options.mongodbName)
  if (stampIs(loadedStamp, wanted) && !empty) return
  log('正在装入演示数据…')
  await runToEnd('装入演示数据', join(root, 'bff', 'dist', 'import-feed.js'), [feed], options.bffEnv)
  writeFileSync(loadedStamp, wanted)
}
