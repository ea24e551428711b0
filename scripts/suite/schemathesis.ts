import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FeedLine, feedLine } from '@minsheng/shared/contracts/feed'
import { identityContract } from '@minsheng/shared/contracts/identity'
import { startSystem } from '../system/system.ts'
import { startGuard } from '../testing/guard.ts'
import { depthOf, type FuzzAnswers, readAnswers } from './fuzz-answers.ts'
import { tallyJunit } from './junit.ts'
import { ensureSchemathesis } from './schemathesis-tool.ts'
import { sum, type Tally } from './tally.ts'

/**
 * Every check of the tool but two that contradict how the product works: a body may be right by its schema and still be
 * refused (a campaign that has ended), and text is trimmed before its length counts.
 */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
]

/** With more refusals than this the run has seen the limits and little else. */
const mostRefused = 0.1

async function accessToken(base: string, path: string, body: unknown): Promise<string> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (response.status !== 201 || typeof answer !== 'object' || answer === null || !('accessToken' in answer)) {
    throw new Error(`登录没有成功（${response.status}）：${JSON.stringify(answer)}`)
  }
  return String(answer.accessToken)
}

function seedLines(feedFolder: string): FeedLine[] {
  const lines = readFileSync(join(feedFolder, 'feed.ndjson'), 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => feedLine.parse(JSON.parse(line)))
}

function identifiersIn(lines: readonly FeedLine[]): Record<string, string[]> {
  const of = (type: FeedLine['type']) => lines.filter((line) => line.type === type).map(({ id }) => id)
  const campaigns = of('campaign')
  return {
    projectId: campaigns,
    campaignId: campaigns,
    charityId: of('charity'),
    venueId: of('venue'),
    codeId: of('code'),
    pictureId: of('picture'),
  }
}

interface Pass {
  name: string
  slug: string
  tokens: string[]
  seconds: number
}

interface PassContext {
  root: string
  program: string
  base: string
  identifiers: Record<string, string[]>
  log: (line: string) => void
}

async function runPass(
  pass: Pass,
  { root, program, base, identifiers, log }: PassContext,
): Promise<{ tally: Tally; answers: FuzzAnswers }> {
  const results = join(root, '.cache', 'test')
  const report = join(results, `fuzz-${pass.slug}.xml`)
  const answersFile = join(results, `fuzz-${pass.slug}.json`)
  for (const file of [report, answersFile]) rmSync(file, { force: true })
  const args = [
    ...['run', `${base}/openapi.json`, '--url', base, '--checks', checks.join(',')],
    // Ending the session would end the run.
    ...['--exclude-path', identityContract.closeSession.path],
    // One worker: with two, Python 3.11 now and then loses count of its own parser's depth and the tool stops.
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', '25', '--max-time', String(pass.seconds), '--workers', '1'],
    ...['--seed', '20260901', '--no-shrink', '--request-timeout', '10'],
    ...['--report', 'junit', '--report-junit-path', report, '--no-color'],
  ]
  const child = spawn(program, args, {
    cwd: join(root, '.cache'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      PYTHONPATH: fileURLToPath(new URL('.', import.meta.url)),
      PYTHONDONTWRITEBYTECODE: '1',
      SCHEMATHESIS_HOOKS: 'schemathesis_hooks',
      FUZZ_TOKENS: pass.tokens.join(','),
      FUZZ_IDENTIFIERS: JSON.stringify(identifiers),
      FUZZ_ANSWERS: answersFile,
    },
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-40_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const stop = () => child.kill('SIGTERM')
  process.once('exit', stop)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  process.off('exit', stop)
  const tally = tallyJunit(report, code)
  log(`${tally.failed === 0 ? '✓' : '✗'} 以${pass.name}身份：${tally.passed} 个接口通过，${tally.failed} 个未通过`)
  if (tally.failed > 0) log(readable(output))
  return { tally, answers: readAnswers(answersFile) }
}

/** The tool quotes whole source files when it stumbles; nobody reads a line of that length. */
function readable(output: string): string {
  return output
    .split('\n')
    .map((line) => line.slice(0, 300))
    .join('\n')
    .trim()
}

function judgeDepth(runs: readonly FuzzAnswers[], log: (line: string) => void): Tally {
  const { requests, refusedShare, reached, unreached } = depthOf(runs)
  const ok = refusedShare <= mostRefused && reached.length > 0
  log(
    `${ok ? '✓' : '✗'} 共 ${requests} 个请求，${reached.length} 个接口办成过，因太频繁被拒 ${(refusedShare * 100).toFixed(1)}%(上限 ${mostRefused * 100}%)`,
  )
  if (unreached.length > 0) log(`  没有办成过（需要验证码、签名等）：${unreached.join('、')}`)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

/** Throws generated requests at every operation of a running, seeded system; one test per operation and identity. */
export async function runSchemathesis(root: string, log: (line: string) => void): Promise<Tally> {
  const program = await ensureSchemathesis(root, log)
  mkdirSync(join(root, '.cache', 'test'), { recursive: true })
  const guard = startGuard()
  try {
    const dataDir = guard.folder('fuzz')
    const system = await startSystem({
      root,
      dataDir,
      ports: { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, hub: 0, voice: 0, mongo: 0 },
      cacheSizeGb: 0.25,
      // The limits have tests of their own; here they would hide the code behind them.
      bffEnvironment: { RATE_LIMIT_PER_MINUTE: '1000000', TRUSTED_PROXIES: '1' },
      log: () => undefined,
      onSpawn: guard.watch,
    })
    try {
      const seed = seedLines(join(dataDir, 'feed'))
      const administrator = seed.find((line) => line.type === 'staff' && line.roles.includes('administrator'))
      if (administrator?.type !== 'staff') throw new Error('演示数据里没有系统管理员')
      const guests = Array.from({ length: 6 }, () => accessToken(system.bff, identityContract.openGuestSession.path, { channel: 'h5' }))
      const { username, password } = administrator
      const passes: Pass[] = [
        { name: '访客', slug: 'guest', tokens: await Promise.all(guests), seconds: 100 },
        {
          name: '管理员',
          slug: 'staff',
          tokens: [await accessToken(system.bff, identityContract.signInStaff.path, { username, password })],
          seconds: 100,
        },
      ]
      log('以访客和管理员两种身份各运行约 100 秒…')
      const context: PassContext = { root, program, base: system.bff, identifiers: identifiersIn(seed), log }
      const runs = await Promise.all(passes.map((pass) => runPass(pass, context)))
      const alive = await fetch(`${system.bff}/readyz`).then((response) => response.status === 200)
      log(`${alive ? '✓' : '✗'} 模糊测试之后系统仍然就绪`)
      const depth = judgeDepth(
        runs.map(({ answers }) => answers),
        log,
      )
      return sum([...runs.map(({ tally }) => tally), depth, { passed: alive ? 1 : 0, failed: alive ? 0 : 1 }])
    } finally {
      await system.stop()
    }
  } finally {
    await guard.release()
  }
}
