import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/** Our own ceilings; WeChat's is 2 MB a package. */
export const ceilings = { mainBytes: 600 * 1024, subPackageBytes: 300 * 1024 } as const

export interface PackageSize {
  /** `main`, or the sub-package's root. */
  name: string
  bytes: number
  ceilingBytes: number
}

interface AppJson {
  subPackages?: { root: string }[]
  subpackages?: { root: string }[]
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Bytes of each package of a built mini-program: whatever lies in no sub-package's folder belongs to the main one. */
export async function packageSizes(built: string): Promise<PackageSize[]> {
  const app = JSON.parse(await readFile(path.join(built, 'app.json'), 'utf8')) as AppJson
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => root)
  const subPackages = await Promise.all(
    roots.map(async (root) => ({ name: root, bytes: await folderBytes(path.join(built, root)), ceilingBytes: ceilings.subPackageBytes })),
  )
  const inSubPackages = subPackages.reduce((sum, { bytes }) => sum + bytes, 0)
  const main = { name: 'main', bytes: (await folderBytes(built)) - inSubPackages, ceilingBytes: ceilings.mainBytes }
  return [main, ...subPackages]
}
