import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { giftLimits } from '@minsheng/shared/contracts/donation'
import { helpFileLimits } from '@minsheng/shared/contracts/help'
import { allContracts } from '@minsheng/shared/contracts/index'
import { materialLimits } from '@minsheng/shared/contracts/policy'

/** Only what residents call reaches the mini-program; streams are read in another way. */
const isResidents = (audience: string, route: string, name: string) =>
  audience !== 'staff' && !route.startsWith('/api/v1/admin/') && name !== 'watchHelpCall'

/** What whoever goes to calls needs besides, in the package of their own. */
const isWorkers = (route: string, name: string) => route.startsWith('/api/v1/desk/help') && name !== 'watchHelpCalls'

const rowsOf = (kept: [string, { method: string; path: string; audience: string }][]) =>
  kept.map(([name, spec]) => `  ${name}: { method: '${spec.method}', path: '${spec.path}', audience: '${spec.audience}' },`).join('\n')

/** Writes what the mini-program must know of the contracts at run time, so that it carries neither them nor zod. */
export async function writeRoutes(source: string): Promise<number> {
  const kept = Object.entries(allContracts).filter(([name, spec]) => isResidents(spec.audience, spec.path, name))
  const text = `// Written from shared/contracts by scripts/write-routes.ts.
export const routes = {
${rowsOf(kept)}
} as const
export type ResidentOperation = keyof typeof routes

export const giftLimits = { minFen: ${giftLimits.minFen}, maxFen: ${giftLimits.maxFen} } as const
export const materialLimits = { maxBytes: ${materialLimits.maxBytes}, mostPhotos: ${materialLimits.mostPhotos} } as const
export const helpFileLimits = { photoBytes: ${helpFileLimits.photoBytes}, voiceBytes: ${helpFileLimits.voiceBytes}, voiceSeconds: ${helpFileLimits.voiceSeconds} } as const
`
  const ofWork = Object.entries(allContracts).filter(([name, spec]) => isWorkers(spec.path, name))
  const work = `// Written from shared/contracts by scripts/write-routes.ts.
export const workRoutes = {
${rowsOf(ofWork)}
} as const
export type WorkOperation = keyof typeof workRoutes
`
  await Promise.all([
    writeFile(path.join(source, 'platform/routes.gen.ts'), text),
    writeFile(path.join(source, 'packages/duty/routes.gen.ts'), work),
  ])
  return kept.length + ofWork.length
}
