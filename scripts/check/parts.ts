import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ICruiseResult } from 'dependency-cruiser'

/** Fewer modules than this means that the cruise saw nothing, which reports "no violations" just as well. */
const fewestModules = 500

interface ToolRun {
  ok: boolean
  stdout: string
  stderr: string
}

function runTool(root: string, tool: string, args: readonly string[]): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', (error) => resolve({ ok: false, stdout, stderr: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, stdout, stderr }))
  })
}

export interface Verdict {
  ok: boolean
  /** What is wrong, for a reader; empty when nothing is. */
  detail: string
  note?: string
}

async function plain(root: string, tool: string, args: readonly string[]): Promise<Verdict> {
  const { ok, stdout, stderr } = await runTool(root, tool, args)
  return { ok, detail: ok ? '' : `${stdout}${stderr}`.trim() }
}

async function typecheck(root: string): Promise<Verdict> {
  const projects = ['tsconfig.json', 'bff/admin/tsconfig.json', 'miniapp/tsconfig.json', 'e2e/browser/in-page/tsconfig.json'].filter(
    (file) => existsSync(join(root, file)),
  )
  const failures: string[] = []
  for (const project of projects) {
    const { ok, detail } = await plain(root, 'typescript/bin/tsc', ['-p', project, '--pretty', 'false'])
    if (!ok) failures.push(detail)
  }
  return { ok: failures.length === 0, detail: failures.join('\n'), note: `${projects.length} 个工程` }
}

/** Reads a cruise: red on any violation, and when too few modules were seen for the green to mean anything. */
export function judgeCruise(json: string, fewest = fewestModules): Verdict {
  const { violations, totalCruised }: ICruiseResult['summary'] = JSON.parse(json).summary
  const lines = violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to
    return `${rule.name}: ${from} → ${way}`
  })
  if (totalCruised < fewest) lines.push(`只看到 ${totalCruised} 个模块（至少应有 ${fewest} 个）：检查没有起作用`)
  return { ok: lines.length === 0, detail: lines.join('\n'), note: `${totalCruised} 个模块` }
}

async function imports(root: string): Promise<Verdict> {
  const folders = ['shared', 'bff/src', 'bff/admin/src', 'mock', 'miniapp/src', 'e2e', 'scripts', 'bench', 'vitest.config.ts']
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders.filter((folder) => existsSync(join(root, folder))),
  ]
  const { stdout, stderr } = await runTool(root, 'dependency-cruiser/bin/dependency-cruise.mjs', args)
  try {
    return judgeCruise(stdout)
  } catch (error) {
    return { ok: false, detail: `${error instanceof Error ? error.message : error}\n${stderr.trim()}` }
  }
}

interface Part {
  name: string
  run(root: string): Promise<Verdict>
}

const typecheckPart: Part = { name: 'tsc', run: typecheck }

const otherParts: Part[] = [
  { name: 'Biome', run: (root) => plain(root, '@biomejs/biome/bin/biome', ['ci', '--colors=off', '--max-diagnostics=50', '.']) },
  { name: 'dependency-cruiser', run: imports },
  { name: 'knip', run: (root) => plain(root, 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']) },
]

/** Runs the four parts of the check, each worth one test: the type checker, by far the longest, beside the others in turn. */
export async function runCheck(root: string, log: (line: string) => void): Promise<{ passed: number; failed: number }> {
  let failed = 0
  const runPart = async ({ name, run }: Part) => {
    const began = Date.now()
    const { ok, detail, note } = await run(root)
    if (!ok) failed += 1
    log(`${ok ? '✓' : '✗'} ${name}${note ? `(${note})` : ''} ${((Date.now() - began) / 1000).toFixed(1)} 秒${detail ? `\n${detail}` : ''}`)
  }
  const inTurn = async () => {
    for (const part of otherParts) await runPart(part)
  }
  await Promise.all([runPart(typecheckPart), inTurn()])
  return { passed: otherParts.length + 1 - failed, failed }
}
