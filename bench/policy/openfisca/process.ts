import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../../bff/src/platform/db/embedded/command.ts'
import { makeVenv } from '../../../scripts/suite/python-venv.ts'
import type { Population } from '../../../shared/policy/population/population.ts'
import { columnFiles } from './columns.ts'
import type { Variable } from './translate.ts'

const requirement = 'openfisca-core==46.0.*'

export interface Measured {
  ms: number
  cpuMs: number
}

/** OpenFisca at work on a copy of the population, in a process of its own. */
export interface OpenFisca {
  run(): Promise<Measured>
  /** What every output came to, one array of bytes after the other. */
  answersFile(): Promise<string>
  stop(): Promise<void>
}

async function ensureOpenFisca(root: string): Promise<string> {
  const venv = join(root, '.cache', 'venv-openfisca')
  const python = join(venv, 'bin', 'python')
  const answers = async () => (await runCommand(python, ['-c', 'import openfisca_core'], { timeoutMs: 60_000 })).code === 0
  if (existsSync(python) && (await answers())) return python
  process.stdout.write(`getting ${requirement}\n`)
  await makeVenv(venv, requirement, '政策引擎的对比测试')
  return python
}

/** Starts OpenFisca with these variables over a copy, whose columns are handed over as files in a folder. */
export async function startOpenFisca(
  root: string,
  folder: string,
  population: Population,
  { variables, outputs }: { variables: readonly Variable[]; outputs: readonly string[] },
): Promise<OpenFisca> {
  const python = await ensureOpenFisca(root)
  const answers = join(folder, 'answers')
  const task = { ...columnFiles(population, folder), variables, outputs, answers }
  const taskFile = join(folder, 'task.json')
  writeFileSync(taskFile, JSON.stringify(task))
  const child = spawn(python, [fileURLToPath(new URL('./serve.py', import.meta.url)), taskFile], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ask = answering(child)
  await ask(null)
  return {
    run: () => ask<Measured>('run'),
    async answersFile() {
      await ask('write')
      return answers
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve())
        child.stdin?.end()
      }),
  }
}

/** Asks a process a line at a time; it answers each with one line of JSON. */
function answering(child: ChildProcess) {
  if (!child.stdout || !child.stdin) throw new Error('the process has no pipes')
  const { stdin } = child
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line))
  child.once('close', (code) => {
    for (const { reject } of waiting) reject(new Error(`OpenFisca ended with ${code}`))
  })
  return async <T>(question: string | null): Promise<T> => {
    const line = new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }))
    if (question !== null) stdin.write(`${question}\n`)
    return JSON.parse(await line) as T
  }
}
