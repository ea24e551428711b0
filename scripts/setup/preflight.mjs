import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'

// Plain JavaScript without dependencies: runs on a fresh clone, and on a Node too old for the rest
// (which may lack a function of fs: named imports would fail before anything could be said).

/** An expected obstacle: printed as one sentence, without a stack. */
export class Obstacle extends Error {}

const oldestNode = [20, 19]
const firstRunBytes = 1_500_000_000

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const fits = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  if (!fits) throw new Obstacle(`需要 Node.js ${oldestNode.join('.')} 或更新版本，现在是 ${version}：请升级后再运行（https://nodejs.org）`)
}

export function checkDisk(root, free = freeBytes(root)) {
  const firstRun = !fs.existsSync(join(root, 'node_modules')) || !fs.existsSync(join(root, '.data'))
  if (firstRun && free < firstRunBytes) {
    throw new Obstacle(`磁盘空间不够：首次运行约需 1.5 GB,${root} 所在的磁盘只剩 ${(free / 1e9).toFixed(1)} GB，请清理后再运行`)
  }
}

function freeBytes(root) {
  const { bavail, bsize } = fs.statfsSync(root)
  return bavail * bsize
}

/** Whether node_modules is what package-lock.json asks for. */
export function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  const lock = join(root, 'package-lock.json')
  if (!fs.existsSync(installed)) return false
  if (fs.existsSync(stampFile(root)) && fs.readFileSync(stampFile(root), 'utf8') === lockHash(root)) return true
  // Installed by hand with npm: then npm wrote its record together with, or after, the lock file.
  return fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs - 60_000
}

function stampFile(root) {
  return join(root, '.cache', 'installed')
}

function lockHash(root) {
  return createHash('sha256')
    .update(fs.readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** The npm that runs us, or the one on PATH. */
export function npmCommand() {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
}

function runNpm(root, args) {
  const [program, ...first] = npmCommand()
  const child = spawn(program, [...first, ...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'development' },
  })
  let output = ''
  const keep = (chunk) => {
    output = (output + chunk.toString('utf8')).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/**
 * Whether npm ci objects to nothing but optional packages of other systems: npm leaves them out of the lock file where the
 * registry hasn't got them, and then calls its own file incomplete.
 */
export function missesOnlyOptional(output, lock) {
  const optional = new Set(Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {})))
  const complaints = [...output.matchAll(/^npm (?:error|ERR!) (Missing|Invalid): (?:lock file's )?(\S+?)@/gm)]
  return (
    output.includes('EUSAGE') && complaints.length > 0 && complaints.every(([, kind, name]) => kind === 'Missing' && optional.has(name))
  )
}

/** Installs the versions package-lock.json says, when they are not there yet. @returns {Promise<boolean>} whether it had to */
export async function install(root, log) {
  if (isInstalled(root)) return false
  log('正在安装依赖（npm ci），首次约需一到三分钟…')
  const began = Date.now()
  const beat = setInterval(() => log(`  仍在安装…已用 ${Math.round((Date.now() - began) / 1000)} 秒`), 20_000)
  let result = await runNpm(root, ['ci'])
  if (result.code !== 0 && missesOnlyOptional(result.output, JSON.parse(fs.readFileSync(join(root, 'package-lock.json'), 'utf8')))) {
    // Without saving: the versions are still those of the lock file, which stays as it is.
    result = await runNpm(root, ['install', '--no-save'])
  }
  clearInterval(beat)
  if (result.code !== 0) {
    const reason = result.output.trim().split('\n').slice(0, 12).join('\n')
    throw new Obstacle(`依赖没有安装成功（npm 退出码 ${result.code}），请检查网络后再运行：\n${reason}`)
  }
  fs.mkdirSync(dirname(stampFile(root)), { recursive: true })
  fs.writeFileSync(stampFile(root), lockHash(root))
  return true
}
