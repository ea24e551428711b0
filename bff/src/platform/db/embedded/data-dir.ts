import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedMongodError } from './failure.ts'
import type { MongodVersion } from './probe.ts'

export interface DataDir {
  root: string
  dbPath: string
  keyFile: string
  logFile: string
  user: string
  password: string
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Written whole or not at all: a kill in the middle must not leave half a secret. */
async function writeOnce(file: string, mode: number, make: () => string): Promise<string> {
  const existing = await readIfThere(file)
  if (existing !== null) return existing
  const content = make()
  const draft = `${file}.${process.pid}`
  await writeFile(draft, content, { mode: 0o600 })
  await chmod(draft, mode)
  await rename(draft, file)
  return content
}

/** Opens the data directory, making the key file and the first user's password once. */
export async function openDataDir(root: string): Promise<DataDir> {
  const dbPath = join(root, 'db')
  await mkdir(dbPath, { recursive: true, mode: 0o700 })
  const keyFile = join(root, 'keyfile')
  await writeOnce(keyFile, 0o400, () => randomBytes(512).toString('base64'))
  const password = await writeOnce(join(root, 'password'), 0o600, () => randomBytes(24).toString('base64url'))
  return { root, dbPath, keyFile, logFile: join(root, 'mongod.log'), user: 'minsheng', password }
}

/** The release the data was made by, or null for a new directory. */
export async function readDataVersion(root: string): Promise<MongodVersion | null> {
  const text = await readIfThere(join(root, 'version'))
  const found = text === null ? null : /^((\d+\.\d+)\.\d+)$/.exec(text.trim())
  return found?.[1] && found[2] ? { version: found[1], series: found[2] } : null
}

/** Claims the directory for a release. @throws when the data belongs to another release series. */
export async function claimVersion(root: string, binary: MongodVersion): Promise<void> {
  const data = await readDataVersion(root)
  if (data && data.series !== binary.series) {
    throw new EmbeddedMongodError(
      `数据目录 ${root} 是 MongoDB ${data.series} 写的，现在的 mongod 是 ${binary.version}，不能直接打开：请换回 ${data.series} 的 mongod，或备份后移走这个目录`,
    )
  }
  await writeFile(join(root, 'version'), `${binary.version}\n`)
}
