import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Acknowledgement, readAcknowledgements, type Wave } from './acknowledgement.ts'

export interface GiverProcess {
  /** Begins a wave; settles when every gift of it has come to its end. */
  begin(wave: Wave): { finished: Promise<void> }
  acknowledged(): Acknowledgement[]
  stop(): Promise<void>
}

/** Starts the donors as a process of their own, with their sessions open. */
export async function startGiver(options: {
  root: string
  bff: string
  pay: string
  logFile: string
  projectId: string
  donors: number
  onSpawn: (pid: number) => void
}): Promise<GiverProcess> {
  const { root, bff, pay, logFile, projectId, donors } = options
  const script = fileURLToPath(new URL('./giver.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, bff, pay, logFile, projectId, String(donors)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  if (child.pid !== undefined) options.onSpawn(child.pid)
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString('utf8')).slice(-4_000)
  })
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  const answered = () => new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
  createInterface({ input: child.stdout }).on('line', () => waiting.shift()?.resolve())
  const closed = new Promise<void>((resolve) =>
    child.once('close', (code) => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`the giver ended (${code}) ${complaints}`))
      resolve()
    }),
  )
  await answered()
  return {
    begin(wave) {
      const finished = answered()
      child.stdin.write(`${JSON.stringify(wave)}\n`)
      return { finished }
    },
    acknowledged: () => readAcknowledgements(logFile),
    async stop() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
