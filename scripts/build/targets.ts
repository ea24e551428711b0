import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { npmCommand } from '../setup/preflight.mjs'
import { hashSources } from './source-hash.ts'

/** Bundles our own shared package (its exports are TypeScript) and leaves every other package to node_modules. */
function sharedInside(root: string): Plugin {
  return {
    name: 'shared-inside',
    setup(bundler) {
      bundler.onResolve({ filter: /^@minsheng\/shared\// }, ({ path }) => ({
        path: join(root, 'shared', `${path.slice('@minsheng/shared/'.length)}.ts`),
      }))
    },
  }
}

async function bundle(root: string, base: { from: string; out: string }, entries: readonly string[]): Promise<void> {
  const outdir = join(root, base.out)
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => join(root, entry)),
    outbase: join(root, base.from),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    // What is imported on first use stays out of memory until then.
    splitting: true,
    plugins: [sharedInside(root)],
    logLevel: 'silent',
  })
}

const running = new Set<ChildProcess>()

/** Ends builds under way, with everything they started. */
export function abortBuilds(): void {
  for (const child of running) {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM')
  }
}

/** Runs a build tool to its end; its output is shown only when it fails, for a bundler's progress drowns everything else. */
function runTool(cwd: string, command: readonly [string, ...string[]]): Promise<void> {
  return new Promise((resolve, reject) => {
    const [program, ...args] = command
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', CI: '1' },
      // A group of its own, so that a stop reaches the bundler's workers too.
      detached: true,
    })
    running.add(child)
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => {
      running.delete(child)
      if (code === 0) resolve()
      else reject(new Error(`退出码 ${code}\n${output.trim()}`))
    })
  })
}

function taroBuild(root: string, script: 'build:h5' | 'build:weapp'): Promise<void> {
  return runTool(root, [...npmCommand(), 'run', script, '-w', '@minsheng/miniapp'])
}

function copyWebFolders(root: string): void {
  for (const entry of readdirSync(join(root, 'mock'), { withFileTypes: true })) {
    const web = join(root, 'mock', entry.name, 'web')
    if (!entry.isDirectory() || entry.name === 'dist' || !existsSync(web)) continue
    const target = join(root, 'mock', 'dist', entry.name, 'web')
    mkdirSync(dirname(target), { recursive: true })
    cpSync(web, target, { recursive: true })
  }
}

const always = ['package-lock.json', 'tsconfig.base.json', 'scripts/build']

interface Target {
  sources: readonly string[]
  /** A file that is there when the output is. */
  proof: string
  make(root: string): Promise<void>
}

export type TargetName = 'bff' | 'mock' | 'admin' | 'h5' | 'weapp'

/** Every target: what it is made of, a file that proves the output is there, and how to make it. */
export const targets: Record<TargetName, Target> = {
  bff: {
    sources: [...always, 'shared', 'bff/src', 'bff/package.json'],
    proof: 'bff/dist/main.js',
    make: (root) =>
      bundle(
        root,
        { from: 'bff/src', out: 'bff/dist' },
        ['main', 'population-thread', 'import-feed', 'ledger-check', 'policy-check', 'audit-verify', 'backup', 'restore', 'keys'].map(
          (name) => `bff/src/${name}.ts`,
        ),
      ),
  },
  mock: {
    sources: [...always, 'shared', 'mock'],
    proof: 'mock/dist/main.js',
    make: async (root) => {
      await bundle(root, { from: 'mock', out: 'mock/dist' }, ['mock/main.ts', 'mock/seed/main.ts'])
      copyWebFolders(root)
    },
  },
  admin: {
    sources: [...always, 'shared', 'bff/admin'],
    proof: 'bff/admin/dist/index.html',
    make: (root) => runTool(join(root, 'bff', 'admin'), [process.execPath, join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build']),
  },
  h5: {
    sources: [...always, 'shared', 'miniapp'],
    proof: 'miniapp/dist/h5/index.html',
    make: (root) => taroBuild(root, 'build:h5'),
  },
  weapp: {
    sources: [...always, 'shared', 'miniapp', 'project.config.json'],
    proof: 'miniapp/dist/weapp/app.json',
    make: (root) => taroBuild(root, 'build:weapp'),
  },
}

function stampFile(root: string, name: TargetName): string {
  return join(root, '.cache', 'build', name)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** One builder per target at a time, across processes; a lock whose holder has died is taken over. */
async function locked<T>(root: string, name: TargetName, run: () => Promise<T>): Promise<T> {
  const lock = `${stampFile(root, name)}.lock`
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  try {
    return await run()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Builds a target unless its sources are those of the last build. */
export async function buildTarget(root: string, name: TargetName, options: { force?: boolean } = {}): Promise<'built' | 'fresh'> {
  const target = targets[name]
  return locked(root, name, async () => {
    const hash = hashSources(root, target.sources)
    const stamp = stampFile(root, name)
    if (!options.force && existsSync(join(root, target.proof)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'fresh'
    rmSync(stamp, { force: true })
    await target.make(root)
    if (!existsSync(join(root, target.proof))) throw new Error(`${name} 构建后没有产生 ${target.proof}`)
    writeFileSync(stamp, hash)
    return 'built'
  })
}
