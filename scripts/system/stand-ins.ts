import { join } from 'node:path'
import type { StandInUrls } from '../dev-environment.ts'
import { type Service, startService } from './service.ts'

/** The mock's ready line: `{"ready":true,"phone":"http://…",…}`. */
function readyUrls(line: string): StandInUrls | null {
  if (!line.startsWith('{')) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || !('ready' in parsed)) return null
  const { phone, wechat, pay, sms, hub, voice } = parsed as Partial<Record<keyof StandInUrls, unknown>>
  return typeof phone === 'string' &&
    typeof wechat === 'string' &&
    typeof pay === 'string' &&
    typeof sms === 'string' &&
    typeof hub === 'string' &&
    typeof voice === 'string'
    ? { phone, wechat, pay, sms, hub, voice }
    : null
}

/** Starts the stand-ins for the outside (one process, several servers). */
export function startStandIns(options: {
  root: string
  dataDir: string
  env: Record<string, string>
  onSpawn?: (pid: number) => void
}): Promise<Service<StandInUrls>> {
  return startService({
    name: '外部替身（mock）',
    script: join(options.root, 'mock', 'dist', 'main.js'),
    env: options.env,
    logFile: join(options.dataDir, 'logs', 'mock.log'),
    pidFile: join(options.dataDir, 'run', 'mock.pid'),
    graceMs: 8_000,
    readyLine: readyUrls,
    ...(options.onSpawn ? { onSpawn: options.onSpawn } : {}),
  })
}
