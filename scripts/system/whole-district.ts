import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const usage = z.object({ peakRssMb: z.number(), cpuSeconds: z.number() })
const told = z.union([z.object({ people: z.number() }), z.object({ loaded: z.record(z.string(), z.number()), usage })])

export interface DistrictLoaded {
  /** Lines of the feed by type. */
  loaded: Record<string, number>
  seconds: number
  /** Of the two processes: the one that makes people up and the one that seals and loads them. */
  maker: z.output<typeof usage>
  loader: z.output<typeof usage>
}

/**
 * Makes up a district of so many people and has the BFF's own importer load it: sealed, with every index, line by line.
 * Both programs have to be built. @throws Error with their last words when one fails
 */
export async function loadWholeDistrict(options: {
  root: string
  residents: number
  env: Record<string, string>
  onProgress: (people: number, seconds: number) => void
}): Promise<DistrictLoaded> {
  const { root, residents, onProgress } = options
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const env = { ...process.env, ...options.env }
  const program = (path: string, args: string[]) => ['--enable-source-maps', join(root, path), ...args]
  const maker = spawn(process.execPath, program('mock/dist/seed/main.js', ['--residents', String(residents)]), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // From one to the other directly: nothing of it passes through this process.
  const loader = spawn(process.execPath, program('bff/dist/import-feed.js', ['-']), { env, stdio: [maker.stdout, 'pipe', 'pipe'] })
  maker.stdout.destroy()
  let lastWords = ''
  const keep = (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-4_000)
  }
  let makerWords = ''
  maker.stderr.on('data', (chunk: Buffer) => {
    makerWords += chunk.toString('utf8')
    keep(chunk)
  })
  loader.stderr.on('data', keep)
  const ended = [maker, loader].map(
    (child) =>
      new Promise<void>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', (code) =>
          code === 0 ? resolve() : reject(new Error(`loading the district failed (${code})\n${lastWords.trim()}`)),
        )
      }),
  )
  const outcomes = Promise.all(ended)
  outcomes.catch(() => {
    maker.kill()
    loader.kill()
  })
  let result: Pick<DistrictLoaded, 'loaded' | 'loader'> | null = null
  for await (const line of createInterface({ input: loader.stdout })) {
    const message = told.parse(JSON.parse(line))
    if ('people' in message) onProgress(message.people, seconds())
    else result = { loaded: message.loaded, loader: message.usage }
  }
  await outcomes
  if (!result) throw new Error(`the importer ended without a word\n${lastWords.trim()}`)
  return { ...result, seconds: seconds(), maker: usage.parse(JSON.parse(makerWords.trim().split('\n').at(-1) ?? '')) }
}

const BAR = 30

/** `[######------] 46%  630,000 / 1,370,000 人  3,200 人/秒  还要 3 分 50 秒` */
export function progressBar(people: number, of: number, seconds: number): string {
  const share = Math.min(1, people / of)
  const filled = Math.round(share * BAR)
  const perSecond = people / Math.max(seconds, 0.001)
  const left = Math.max(0, Math.round((of - people) / Math.max(perSecond, 1)))
  const numbers = `${people.toLocaleString('en')} / ${of.toLocaleString('en')} 人`
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${Math.floor(share * 100)}%  ${numbers}  ${Math.round(perSecond).toLocaleString('en')} 人/秒  还要 ${Math.floor(left / 60)} 分 ${left % 60} 秒`
}
