import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { afterAll, describe, expect, it } from 'vitest'

const configFile = createRequire(import.meta.url).resolve('../../.dependency-cruiser.cjs')
const options = await extractDepcruiseOptions(configFile)
const base = mkdtempSync(join(tmpdir(), 'minsheng-rules-'))
let trees = 0

afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A small house that keeps every rule; it uses each allowed import once, so that a rule too strict shows as well. */
const house: Record<string, string> = {
  ...Object.fromEntries(
    ['zod', 'dayjs', 'chinese-days', 'mongoose', 'koa', 'vitest'].flatMap((name) => [
      [`node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","main":"index.js"}`],
      [`node_modules/${name}/index.js`, 'module.exports = {}'],
    ]),
  ),
  'node_modules/zod/mini/index.js': 'module.exports = {}',
  'package.json': '{"name":"house","dependencies":{"zod":"1","dayjs":"1","chinese-days":"1","mongoose":"1","koa":"1"}}',
  'shared/units/clock.ts': "import 'dayjs'\nimport 'chinese-days'\nexport const clock = 1",
  'shared/contracts/gift.ts': "import 'zod'\nimport '../units/clock.ts'\nexport const gift = 1\nexport type Gift = 1",
  'shared/units/clock.test.ts': "import 'vitest'\nimport 'node:fs'\nimport './clock.ts'",
  'bff/src/platform/auth/actor.ts': 'export type Actor = 1',
  'bff/src/platform/db/connection.ts': "import 'mongoose'\nexport const connection = 1",
  'bff/src/platform/http/router.ts': "import 'koa'\nexport const router = 1",
  'bff/src/platform/config/config.ts': 'export type Config = 1\nexport const config = 1',
  'bff/src/ports/pay.ts': "import '../../../shared/units/clock.ts'\nexport type Pay = 1",
  'bff/src/adapters/pay/client.ts':
    "import 'node:crypto'\nimport type { Config } from '../../platform/config/config.ts'\nimport type { Pay } from '../../ports/pay.ts'\nexport type Client = [Config, Pay]",
  'bff/src/features/gift/domain.ts':
    "import 'node:crypto'\nimport type { Pay } from '../../ports/pay.ts'\nimport '../../../../shared/units/clock.ts'\nexport const domain = 1\nexport type D = Pay",
  'bff/src/features/gift/access.ts':
    "import type { Actor } from '../../platform/auth/actor.ts'\nimport './domain.ts'\nexport type Access = Actor",
  'bff/src/features/gift/store.ts':
    "import 'mongoose'\nimport 'node:crypto'\nimport '../../platform/db/connection.ts'\nimport './domain.ts'\nexport const store = 1",
  'bff/src/features/gift/present.ts':
    "import type { store } from './store.ts'\nimport './domain.ts'\nexport const present = 1\nexport type P = typeof store",
  'bff/src/features/gift/routes.ts':
    "import '../../platform/http/router.ts'\nimport './store.ts'\nimport './access.ts'\nimport './present.ts'\nexport const routes = 1",
  'bff/src/features/gift/jobs.ts': "import './store.ts'\nimport '../../platform/http/router.ts'\nexport const jobs = 1",
  'bff/src/features/gift/events.ts': "import './store.ts'\nexport const events = 1",
  'bff/src/features/gift/run.ts': "import '../message/index.ts'\nexport const run = 1",
  'bff/src/features/gift/index.ts': "export { routes } from './routes.ts'",
  'bff/src/features/gift/refund/domain.ts': 'export const refund = 1',
  'bff/src/features/gift/refund/store.ts': "import 'mongoose'\nimport './domain.ts'\nimport '../domain.ts'\nexport const refunds = 1",
  'bff/src/features/message/domain.ts': 'export const message = 1',
  'bff/src/features/message/index.ts': "export { message } from './domain.ts'",
  'bff/src/app.ts': "import './features/gift/index.ts'\nimport './adapters/pay/client.ts'\nexport const app = 1",
  'bff/admin/src/main.ts': "import '../../../shared/contracts/gift.ts'\nexport const admin = 1",
  'mock/pay/server.ts': "import 'koa'\nimport '../../shared/contracts/gift.ts'\nexport const server = 1",
  'miniapp/src/app.ts':
    "import type { Gift } from '../../shared/contracts/gift.ts'\nimport 'zod/mini'\nimport '../../shared/units/clock.ts'\nimport './routes.gen.ts'\nexport type App = Gift",
  'e2e/journey.test.ts': "import 'vitest'",
  'scripts/testing/setup.ts': "import '../../bff/src/platform/db/connection.ts'",
}

async function violations(planted: Record<string, string>): Promise<{ rules: string[]; modules: number }> {
  trees += 1
  const root = join(base, String(trees))
  for (const [name, content] of Object.entries({ ...house, ...planted })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  const folders = ['shared', 'bff/src', 'bff/admin/src', 'mock', 'miniapp/src', 'e2e', 'scripts']
  const { output } = await cruise(folders, { ...options, baseDir: root, outputType: 'json' }, options.enhancedResolveOptions ?? {})
  const result: ICruiseResult = typeof output === 'string' ? JSON.parse(output) : output
  return { rules: result.summary.violations.map((violation) => violation.rule.name), modules: result.summary.totalCruised }
}

/** One planted violation per line: the rule that must fire, the file, what it wrongly says. */
const planted: [rule: string, file: string, content: string][] = [
  ['feature-domain', 'bff/src/features/gift/domain.ts', "import '../../platform/db/connection.ts'"],
  ['feature-domain', 'bff/src/features/gift/domain.ts', "import 'node:fs'"],
  ['feature-domain', 'bff/src/features/gift/domain.ts', "import '../../ports/pay.ts'"],
  [
    'feature-domain-types',
    'bff/src/features/gift/refund/domain.ts',
    "import type { Actor } from '../../../platform/auth/actor.ts'\nexport type A = Actor",
  ],
  ['feature-access', 'bff/src/features/gift/access.ts', "import './store.ts'"],
  ['feature-access-types', 'bff/src/features/gift/access.ts', "import type { store } from './store.ts'\nexport type S = typeof store"],
  ['feature-access', 'bff/src/features/gift/access.ts', "import '../../platform/http/router.ts'"],
  ['feature-store', 'bff/src/features/gift/store.ts', "import '../../platform/http/router.ts'"],
  ['feature-store', 'bff/src/features/gift/refund/store.ts', "import '../../message/index.ts'"],
  [
    'feature-store-types',
    'bff/src/features/gift/store.ts',
    "import type { message } from '../message/index.ts'\nexport type M = typeof message",
  ],
  ['feature-present', 'bff/src/features/gift/present.ts', "import './store.ts'"],
  [
    'feature-present-types',
    'bff/src/features/gift/present.ts',
    "import type { router } from '../../platform/http/router.ts'\nexport type R = typeof router",
  ],
  ['feature-routes', 'bff/src/features/gift/routes.ts', "import '../message/index.ts'"],
  ['feature-routes', 'bff/src/features/gift/routes.ts', "import '../../adapters/pay/client.ts'"],
  ['feature-routes', 'bff/src/features/gift/routes.ts', "import 'koa'"],
  ...(['routes', 'jobs', 'events'] as const).map((name): [string, string, string] => [
    `feature-${name}-types`,
    `bff/src/features/gift/${name}.ts`,
    "import type { Client } from '../../adapters/pay/client.ts'\nexport type C = Client",
  ]),
  ['feature-jobs', 'bff/src/features/gift/jobs.ts', "import '../../adapters/pay/client.ts'"],
  ['feature-events', 'bff/src/features/gift/events.ts', "import '../message/index.ts'"],
  ['feature-index', 'bff/src/features/gift/index.ts', "import '../../platform/http/router.ts'"],
  [
    'feature-index-types',
    'bff/src/features/gift/index.ts',
    "import type { router } from '../../platform/http/router.ts'\nexport type R = typeof router",
  ],
  ['feature-through-index', 'bff/src/features/gift/run.ts', "import '../message/domain.ts'"],
  ['mongoose-in-store-only', 'bff/src/features/gift/routes.ts', "import 'mongoose'"],
  ['mongoose-in-store-only', 'bff/src/features/gift/gift-store.ts', "import 'mongoose'"],
  ['mongoose-in-store-only', 'bff/src/platform/http/router.ts', "import 'mongoose'"],
  ['platform-knows-no-feature', 'bff/src/platform/http/router.ts', "import '../../features/gift/index.ts'"],
  ['platform-knows-no-feature', 'bff/src/platform/http/router.ts', "import '../../app.ts'"],
  ['ports-import-shared-alone', 'bff/src/ports/pay.ts', "import '../platform/config/config.ts'"],
  ['adapters-fulfil-ports', 'bff/src/adapters/pay/client.ts', "import '../../features/gift/index.ts'"],
  ['adapters-fulfil-ports', 'bff/src/adapters/pay/client.ts', "import '../../platform/db/connection.ts'"],
  ['adapters-config-types-only', 'bff/src/adapters/pay/client.ts', "import { config } from '../../platform/config/config.ts'\nconfig"],
  ['shared-imports', 'shared/units/clock.ts', "import 'koa'"],
  ['shared-imports', 'shared/units/clock.ts', "import 'node:fs'"],
  ['shared-imports', 'shared/units/clock.ts', "import '../../bff/src/ports/pay.ts'"],
  ['mock-imports-shared-alone', 'mock/pay/server.ts', "import '../../bff/src/ports/pay.ts'"],
  ['nothing-imports-mock', 'bff/src/app.ts', "import '../../mock/pay/server.ts'"],
  ['nothing-imports-mock', 'e2e/journey.test.ts', "import '../mock/pay/server.ts'"],
  ['fronts-import-no-server', 'miniapp/src/app.ts', "import '../../bff/src/ports/pay.ts'"],
  ['fronts-import-no-server', 'bff/admin/src/main.ts', "import type { Pay } from '../../src/ports/pay.ts'\nexport type P = Pay"],
  ['fronts-import-no-server', 'miniapp/src/app.ts', "import '../../mock/pay/server.ts'"],
  ['fronts-import-not-each-other', 'miniapp/src/app.ts', "import '../../bff/admin/src/main.ts'"],
  ['bff-imports-no-front', 'bff/src/app.ts', "import '../admin/src/main.ts'"],
  ['miniapp-contracts-type-only', 'miniapp/src/app.ts', "import { gift } from '../../shared/contracts/gift.ts'\ngift"],
  ['miniapp-contracts-type-only', 'miniapp/src/app.ts', "export { gift } from '../../shared/contracts/gift.ts'"],
  ['miniapp-zod-mini', 'miniapp/src/app.ts', "import * as z from 'zod'\nz"],
  ['no-test-code-in-product', 'bff/src/app.ts', "import '../../scripts/testing/setup.ts'"],
  ['no-test-code-in-product', 'shared/units/money.ts', "import './clock.test.ts'"],
  ['no-cycles', 'bff/src/features/message/domain.ts', "import './index.ts'\nexport const message = 1"],
  ['resolvable', 'bff/src/app.ts', "import './nowhere.ts'"],
]

describe('import rules', () => {
  it('let the house as the architecture describes it pass', async () => {
    const { rules, modules } = await violations({})
    expect(rules).toEqual([])
    expect(modules).toBeGreaterThan(25)
  })

  it.each(planted)('%s fires on %s: %s', async (rule, file, content) => {
    expect((await violations({ [file]: content })).rules).toContain(rule)
  })

  it('are all proven here', () => {
    const names = (options.ruleSet?.forbidden ?? []).map((rule) => rule.name)
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual([...names].sort())
  })
})
