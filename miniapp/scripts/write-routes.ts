import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { giftLimits } from '@minsheng/shared/contracts/donation'
import { allContracts } from '@minsheng/shared/contracts/index'
import { materialLimits } from '@minsheng/shared/contracts/policy'

/** Only what residents call reaches the mini-program. */
const isResidents = (audience: string, route: string) => audience !== 'staff' && !route.startsWith('/api/v1/admin/')

/** Writes what the mini-program must know of the contracts at run time, so that it carries neither them nor zod. */
export async function writeRoutes(source: string): Promise<number> {
  const kept = Object.entries(allContracts).filter(([, spec]) => isResidents(spec.audience, spec.path))
  const rows = kept.map(([name, spec]) => `  ${name}: { method: '${spec.method}', path: '${spec.path}', audience: '${spec.audience}' },`)
  const text = `// Written from shared/contracts by scripts/write-routes.ts.
export const routes = {
${rows.join('\n')}
} as const
export type ResidentOperation = keyof typeof routes

export const giftLimits = { minFen: ${giftLimits.minFen}, maxFen: ${giftLimits.maxFen} } as const
export const materialLimits = { maxBytes: ${materialLimits.maxBytes}, mostPhotos: ${materialLimits.mostPhotos} } as const
`
  await writeFile(path.join(source, 'platform/routes.gen.ts'), text)
  return kept.length
}
