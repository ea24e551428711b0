// The import rules of the architecture. Each is proven by scripts/check/import-rules.test.ts, which plants a violation.

const tests = '\\.test\\.tsx?$'
const feature = '^bff/src/features/([^/]+)/'
const ownFiles = '^bff/src/features/$1/'
const ownDomain = '^bff/src/features/$1/.*(?<=/)domain\\.ts$'
const shared = '^shared/'
const platform = '^bff/src/platform/'
const mongoose = '(^|/)node_modules/(mongoose|mongodb)/'
const ports = '^bff/src/ports/'

/** A file of a feature by its name, in the feature's folder or in a use-case folder of it. */
const file = (name) => `${feature}.*(?<=/)${name}\\.ts$`

/**
 * Two rules for the file named: what it may import, and what it may import the types of (ADR 12).
 * A type binds nothing at run time, so a presenter may name its store's document without ever reaching the database.
 */
const only = (name, comment, values, types, more = []) => [
  {
    name: `feature-${name}`,
    comment,
    severity: 'error',
    from: { path: file(name) },
    to: { pathNot: values, dependencyTypesNot: ['type-only', ...more] },
  },
  {
    name: `feature-${name}-types`,
    comment: `${comment}; types besides from its own feature's files and what is listed`,
    severity: 'error',
    from: { path: file(name) },
    to: { pathNot: [...values, ...types], dependencyTypes: ['type-only'], ...(more.length > 0 ? { dependencyTypesNot: more } : {}) },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...only(
      'domain',
      'domain.ts is pure: it imports shared, its own domain and the arithmetic of node:crypto',
      [shared, ownDomain, '^crypto$'],
      [ports],
    ),
    ...only(
      'access',
      'access.ts is pure: its own domain, shared and the Actor',
      [ownDomain, shared, '^bff/src/platform/auth/actor\\.ts$'],
      [],
    ),
    ...only(
      'store',
      'store.ts imports its own domain, catalogue and store parts, shared, platform/db, platform/events, platform/protect and mongoose',
      [
        ownDomain,
        `${ownFiles}.*(?<=/)(totals|balances|folds|store|catalogue)\\.ts$`,
        shared,
        '^bff/src/platform/(db|events|protect)/',
        mongoose,
      ],
      [ownFiles, platform, ports],
      ['core'],
    ),
    ...only(
      'present',
      'present.ts imports its own domain, presenters and shared',
      [ownDomain, `${ownFiles}.*(?<=/)present\\.ts$`, shared],
      [ownFiles],
    ),
    ...only('routes', 'routes.ts imports its own files, platform and shared', [ownFiles, platform, shared], [ports], ['core']),
    ...only('jobs', 'jobs.ts imports its own files, platform and shared', [ownFiles, platform, shared], [ports], ['core']),
    ...only('events', 'events.ts imports its own files, platform and shared', [ownFiles, platform, shared], [ports], ['core']),
    ...only('index', 'index.ts exports from its own files alone', [ownFiles], []),
    {
      name: 'feature-through-index',
      comment: 'a feature imports another feature only through its index.ts',
      severity: 'error',
      from: { path: feature },
      to: { path: '^bff/src/features/[^/]+/', pathNot: [ownFiles, '^bff/src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'mongoose-in-store-only',
      comment: 'mongoose is imported only by store.ts files and platform/db, and by what the kill test breaks it with',
      severity: 'error',
      from: { pathNot: ['^bff/src/.+/store\\.ts$', '^bff/src/platform/db/', '^e2e/durability/weaken-writes\\.mjs$'] },
      to: { path: mongoose },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'the platform serves every feature and knows none',
      severity: 'error',
      from: { path: platform, pathNot: tests },
      to: { path: '^bff/src/(features|adapters)/|^bff/src/[^/]+\\.ts$' },
    },
    {
      name: 'ports-import-shared-alone',
      severity: 'error',
      from: { path: '^bff/src/ports/' },
      to: { pathNot: [shared, '^bff/src/ports/'] },
    },
    {
      name: 'adapters-fulfil-ports',
      comment: 'an adapter of ours imports ports, shared and the types of platform/config',
      severity: 'error',
      from: { path: '^bff/src/adapters/', pathNot: tests },
      to: { path: '^(bff|mock|miniapp|e2e|scripts|bench)/', pathNot: ['^bff/src/(adapters|ports|platform/config)/'] },
    },
    {
      name: 'adapters-config-types-only',
      severity: 'error',
      from: { path: '^bff/src/adapters/', pathNot: tests },
      to: { path: '^bff/src/platform/config/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-imports',
      comment: 'shared runs everywhere: it imports zod, dayjs and chinese-days alone',
      severity: 'error',
      from: { path: shared, pathNot: [tests, '^shared/policy/testing/'] },
      to: { pathNot: [shared, '(^|/)node_modules/(zod|dayjs|chinese-days)/'] },
    },
    {
      name: 'mock-imports-shared-alone',
      severity: 'error',
      from: { path: '^mock/', pathNot: tests },
      to: { path: '^(bff|miniapp|e2e|scripts|bench)/' },
    },
    {
      name: 'nothing-imports-mock',
      comment: 'the outside is reached by URL, its seed by the feed it writes',
      severity: 'error',
      from: { pathNot: '^mock/' },
      to: { path: '^mock/' },
    },
    {
      name: 'fronts-import-no-server',
      comment: 'mini-program and admin panel know the server by its contracts alone',
      severity: 'error',
      from: { path: '^(miniapp|bff/admin)/' },
      to: { path: '^(bff/src|mock|e2e|scripts|bench)/' },
    },
    {
      name: 'fronts-import-not-each-other',
      severity: 'error',
      from: { path: '^(miniapp|bff/admin)/' },
      to: { path: '^(miniapp|bff/admin)/', pathNot: '^$1/' },
    },
    {
      name: 'bff-imports-no-front',
      severity: 'error',
      from: { path: '^bff/src/' },
      to: { path: '^(bff/admin|miniapp|e2e|bench)/' },
    },
    {
      name: 'miniapp-contracts-type-only',
      comment: 'a contract would bring the whole of zod into the package: import its types, and routes.gen.ts for paths',
      severity: 'error',
      from: { path: '^miniapp/src/', pathNot: tests },
      to: { path: '^shared/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'miniapp-zod-mini',
      comment: "import * as z from 'zod/mini' (21 KB), never 'zod' (441 KB)",
      severity: 'error',
      from: { path: '^miniapp/src/', pathNot: tests },
      to: { path: '(^|/)node_modules/zod/', pathNot: '(^|/)node_modules/zod/(v4/)?mini/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-code-in-product',
      severity: 'error',
      from: { path: '^(bff|shared|mock|miniapp)/', pathNot: ['\\.test\\.tsx?$', '/testing/'] },
      to: { path: ['\\.test\\.tsx?$', '^scripts/', '^bff/src/testing/', '^e2e/'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere hides from every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\.gen(\\.ts)?$'] },
    },
  ],
  options: {
    doNotFollow: { path: ['(^|/)node_modules/'] },
    exclude: { path: ['(^|/)(dist|coverage|\\.cache|\\.data)/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['types', 'module', 'main'],
    },
  },
}
