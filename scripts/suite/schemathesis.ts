import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { feedLine } from '@minsheng/shared/contracts/feed'
import { identityContract } from '@minsheng/shared/contracts/identity'
import { onPath, runCommand } from '../../bff/src/platform/db/embedded/command.ts'
import { startSystem } from '../system/system.ts'
import { startGuard } from '../testing/guard.ts'
import { tallyJunit } from './junit.ts'
import { sum, type Tally } from './tally.ts'

const requirement = 'schemathesis==4.32.*'

/** Makes the tool's own Python environment once. @throws one sentence that says what to install */
async function ensureSchemathesis(root: string, log: (line: string) => void): Promise<string> {
  const venv = join(root, '.cache', 'venv')
  const program = join(venv, 'bin', 'st')
  if (existsSync(program) && (await runCommand(program, ['--version'], { timeoutMs: 60_000 })).output.includes('version 4.32.'))
    return program
  const python = onPath('python3')
  if (!python) throw new Error('找不到 python3:接口模糊测试需要它,请先安装(Debian:apt-get install -y python3 python3-venv)')
  log(`正在准备接口模糊测试工具(${requirement})…`)
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(dirname(venv), { recursive: true })
  const make = () => runCommand(python, ['-m', 'venv', venv], { timeoutMs: 120_000 })
  if ((await make()).code !== 0) {
    const aptGet = onPath('apt-get')
    if (process.getuid?.() === 0 && aptGet) {
      await runCommand(aptGet, ['update'], { timeoutMs: 300_000 })
      await runCommand(aptGet, ['install', '-y', '--no-install-recommends', 'python3-venv'], { timeoutMs: 300_000 })
      rmSync(venv, { recursive: true, force: true })
    }
    const { code } = await make()
    if (code !== 0) throw new Error('不能建立 Python 虚拟环境:请先安装 python3-venv(Debian:apt-get install -y python3-venv)')
  }
  const { code, output } = await runCommand(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', requirement], {
    timeoutMs: 300_000,
  })
  if (code !== 0) throw new Error(`${requirement} 没有安装成功:${output.trim().split('\n').at(-1)}`)
  return program
}

async function accessToken(base: string, path: string, body: unknown): Promise<string> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (response.status !== 201 || typeof answer !== 'object' || answer === null || !('accessToken' in answer)) {
    throw new Error(`登录没有成功(${response.status}):${JSON.stringify(answer)}`)
  }
  return String(answer.accessToken)
}

function administratorOf(feedFolder: string): { username: string; password: string } {
  for (const line of readFileSync(join(feedFolder, 'feed.ndjson'), 'utf8').split('\n')) {
    if (!line.includes('"staff"')) continue
    const parsed = feedLine.parse(JSON.parse(line))
    if (parsed.type === 'staff' && parsed.roles.includes('administrator')) return { username: parsed.username, password: parsed.password }
  }
  throw new Error('演示数据里没有系统管理员')
}

interface Pass {
  name: string
  token: string
  seconds: number
}

async function runPass(root: string, program: string, base: string, pass: Pass, log: (line: string) => void): Promise<Tally> {
  const report = join(root, '.cache', 'test', `schemathesis-${pass.name}.xml`)
  rmSync(report, { force: true })
  log(`接口模糊测试:以${pass.name}身份,约 ${pass.seconds} 秒…`)
  const args = [
    ...['run', `${base}/openapi.json`, '--url', base, '--header', `Authorization: Bearer ${pass.token}`],
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', '15', '--max-time', String(pass.seconds), '--workers', '2'],
    // An operation that has failed once tells nothing new by failing on; the others must get their turn.
    ...['--seed', '20260901', '--no-shrink', '--request-timeout', '10'],
    ...['--checks', 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance'],
    // Its own closing would end the session the run needs.
    ...['--exclude-path', identityContract.closeSession.path],
    ...['--report', 'junit', '--report-junit-path', report, '--no-color'],
  ]
  const child = spawn(program, args, {
    cwd: join(root, '.cache'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-30_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  const tally = tallyJunit(report, code)
  log(`${tally.failed === 0 ? '✓' : '✗'} 以${pass.name}身份:${tally.passed} 个接口通过,${tally.failed} 个未通过`)
  if (tally.failed > 0) log(output.trim())
  return tally
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
      ports: { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, mongo: 0 },
      cacheSizeGb: 0.25,
      log: () => undefined,
      onSpawn: guard.watch,
    })
    try {
      const administrator = administratorOf(join(dataDir, 'feed'))
      const passes: Pass[] = [
        { name: '访客', token: await accessToken(system.bff, identityContract.openGuestSession.path, { channel: 'h5' }), seconds: 60 },
        { name: '管理员', token: await accessToken(system.bff, identityContract.signInStaff.path, administrator), seconds: 90 },
      ]
      const tallies: Tally[] = []
      for (const pass of passes) tallies.push(await runPass(root, program, system.bff, pass, log))
      const alive = await fetch(`${system.bff}/readyz`).then((response) => response.status === 200)
      log(`${alive ? '✓' : '✗'} 模糊测试之后系统仍然就绪`)
      return sum([...tallies, { passed: alive ? 1 : 0, failed: alive ? 0 : 1 }])
    } finally {
      await system.stop()
    }
  } finally {
    await guard.release()
  }
}
