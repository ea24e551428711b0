import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkDisk, checkNode, isInstalled, missesOnlyOptional } from './preflight.mjs'

const base = mkdtempSync(join(tmpdir(), 'minsheng-preflight-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('before anything runs', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
    expect(() => checkNode(version)).not.toThrow()
  })

  it.each(['20.18.3', '18.20.0', '16.0.0'])('refuses Node %s in one sentence', (version) => {
    expect(() => checkNode(version)).toThrow(`需要 Node.js 20.19 或更新版本，现在是 ${version}`)
  })

  it('refuses a first run on a full disk, and says how much is left', () => {
    expect(() => checkDisk(base, 1_400_000_000)).toThrow(/磁盘空间不够.*只剩 1\.4 GB/)
    expect(() => checkDisk(base, 1_600_000_000)).not.toThrow()
  })

  it('lets a later run go on with less', () => {
    const used = join(base, 'used')
    for (const folder of ['node_modules', '.data']) mkdirSync(join(used, folder), { recursive: true })
    expect(() => checkDisk(used, 500_000_000)).not.toThrow()
  })

  it('installs when nothing is there, and when the lock file is newer than what is', () => {
    const root = join(base, 'install')
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(join(root, 'package-lock.json'), '{}')
    expect(isInstalled(root)).toBe(false)
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{}')
    expect(isInstalled(root)).toBe(true)
    const later = new Date(Date.now() + 3_600_000)
    utimesSync(join(root, 'package-lock.json'), later, later)
    expect(isInstalled(root)).toBe(false)
  })

  it("tells a lock file without other systems' packages from one that is out of date", () => {
    const lock = { packages: { 'node_modules/tool': { optionalDependencies: { '@tool/win32-x64': '1.0.0' } } } }
    const complaint = (lines: string) => `npm error code EUSAGE\nnpm error\n${lines}\n`
    expect(missesOnlyOptional(complaint('npm error Missing: @tool/win32-x64@ from lock file'), lock)).toBe(true)
    expect(
      missesOnlyOptional(
        complaint('npm error Missing: @tool/win32-x64@1.0.0 from lock file\nnpm error Missing: koa@3.3.0 from lock file'),
        lock,
      ),
    ).toBe(false)
    expect(missesOnlyOptional(complaint("npm error Invalid: lock file's koa@3.2.0 does not satisfy koa@3.3.0"), lock)).toBe(false)
    expect(missesOnlyOptional('npm error code E404\nnpm error Missing: @tool/win32-x64@ from lock file', lock)).toBe(false)
    expect(missesOnlyOptional('npm error code EUSAGE', lock)).toBe(false)
  })
})
