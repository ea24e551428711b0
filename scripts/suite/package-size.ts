import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from './tally.ts'

/** Our own limits; WeChat's are 2 MB a package and 30 MB in all. */
export const mainLimitBytes = 600 * 1024
export const subPackageLimitBytes = 300 * 1024

interface AppJson {
  subPackages?: { root: string }[]
  subpackages?: { root: string }[]
}

function bytesUnder(folder: string, except: readonly string[] = []): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((total, entry) => {
    const path = join(folder, entry.name)
    if (except.includes(path) || entry.name.endsWith('.map')) return total
    return total + (entry.isDirectory() ? bytesUnder(path, except) : statSync(path).size)
  }, 0)
}

export interface PackageSize {
  name: string
  bytes: number
  limitBytes: number
}

/** Sizes of the compiled mini-program's packages, as WeChat counts them: everything outside the sub-packages is the main one. */
export function packageSizes(weapp: string): PackageSize[] {
  const app: AppJson = JSON.parse(readFileSync(join(weapp, 'app.json'), 'utf8'))
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => root.replace(/\/$/, ''))
  const folders = roots.map((root) => join(weapp, root))
  return [
    { name: '主包', bytes: bytesUnder(weapp, folders), limitBytes: mainLimitBytes },
    ...roots.map((root, index) => ({
      name: `分包 ${root}`,
      bytes: existsSync(folders[index] ?? '') ? bytesUnder(folders[index] ?? '') : 0,
      limitBytes: subPackageLimitBytes,
    })),
  ]
}

/** One test per package: it is there, and no larger than it may be. */
export function checkPackageSizes(root: string, log: (line: string) => void): Tally {
  let failed = 0
  const weapp = join(root, 'miniapp', 'dist', 'weapp')
  if (!existsSync(join(weapp, 'app.json'))) {
    log('✗ 小程序没有构建出来')
    return { passed: 0, failed: 1 }
  }
  const sizes = packageSizes(weapp)
  for (const { name, bytes, limitBytes } of sizes) {
    const ok = bytes > 0 && bytes <= limitBytes
    if (!ok) failed += 1
    log(`${ok ? '✓' : '✗'} ${name}:${(bytes / 1024).toFixed(0)} KB(上限 ${limitBytes / 1024} KB)`)
  }
  return { passed: sizes.length - failed, failed }
}
