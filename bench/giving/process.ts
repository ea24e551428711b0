import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { heapBound } from '../../scripts/system/heap-bound.ts'
import type { Question, Ready, Usage } from './measured.ts'

export interface MeasuredProcess extends Ready {
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** Starts a measured process; with BENCH_CPU_PROFILE it writes a profile of itself into that folder when it ends. */
export async function startMeasured(program: 'ours' | 'bare', env: Record<string, string>): Promise<MeasuredProcess> {
  const profile = process.env.BENCH_CPU_PROFILE
  const child = fork(fileURLToPath(new URL(`./${program}.ts`, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx', ...heapBound, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const message = <T>() =>
    new Promise<T>((resolve, reject) => {
      const ended = () => reject(new Error(`the measured process ${program} ended`))
      child.once('exit', ended)
      child.once('message', (answer) => {
        child.off('exit', ended)
        resolve(answer as T)
      })
    })
  const ask = (question: Question) => child.send(question)
  const ready = await message<Ready>()
  return {
    ...ready,
    async usage() {
      const answer = message<Usage>()
      ask('usage')
      return answer
    },
    async stop() {
      if (child.connected) ask('stop')
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await closed
      clearTimeout(tooLong)
    },
  }
}
