import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import '../../scripts/testing/provided-context.ts'
import { type LaunchOptions, launchWeapp, type WeappApp } from '../weapp-host/index.ts'

const dist = fileURLToPath(new URL('../../miniapp/dist/weapp', import.meta.url))
const out = fileURLToPath(new URL('../out/weapp', import.meta.url))

/** Our compiled mini-program on a phone of its own, joined to the running system. */
export function openMinsheng(options: Partial<LaunchOptions> = {}): WeappApp {
  const { bff, standIns } = inject('system')
  return launchWeapp({ dist, apiBase: bff, payBase: standIns.pay, ...options })
}

/** Where a picture of a screen is kept for a person to look at. */
export const screenFile = (name: string) => `${out}/${name}.png`
