import type { RouteObject } from 'react-router-dom'

/** 政策找人, within the shell. */
export const policyRoutes: RouteObject[] = [
  {
    path: 'policies',
    lazy: async () => ({ Component: (await import('../features/policy/policy-list-page.tsx')).PolicyListPage }),
  },
  {
    path: 'policies/:policyId',
    lazy: async () => ({ Component: (await import('../features/policy/publication-page.tsx')).PolicyPage }),
  },
  {
    path: 'policy-parameters',
    lazy: async () => ({ Component: (await import('../features/policy/parameter-list-page.tsx')).ParameterListPage }),
  },
  {
    path: 'policy-parameters/:parameterKey',
    lazy: async () => ({ Component: (await import('../features/policy/publication-page.tsx')).ParameterPage }),
  },
  {
    path: 'policy-groups/:groupKey',
    lazy: async () => ({ Component: (await import('../features/policy/publication-page.tsx')).GroupPage }),
  },
  {
    path: 'policy-drafts',
    lazy: async () => ({ Component: (await import('../features/policy/draft-list-page.tsx')).DraftListPage }),
  },
  {
    path: 'policy-drafts/:draftId',
    lazy: async () => ({ Component: (await import('../features/policy/draft-page.tsx')).DraftPage }),
  },
  {
    path: 'policy-what-if',
    lazy: async () => ({ Component: (await import('../features/policy/population/what-if-page.tsx')).WhatIfPage }),
  },
  {
    path: 'policy-coverage',
    lazy: async () => ({ Component: (await import('../features/policy/population/coverage-page.tsx')).CoveragePage }),
  },
  {
    path: 'applications',
    lazy: async () => ({ Component: (await import('../features/policy/application-list-page.tsx')).ApplicationListPage }),
  },
  {
    path: 'awards',
    lazy: async () => ({ Component: (await import('../features/policy/award-list-page.tsx')).AwardListPage }),
  },
  {
    path: 'payouts',
    lazy: async () => ({ Component: (await import('../features/policy/payout/payout-list-page.tsx')).PayoutListPage }),
  },
  {
    path: 'payouts/:batchId',
    lazy: async () => ({ Component: (await import('../features/policy/payout/payout-page.tsx')).PayoutPage }),
  },
  {
    path: 'recoveries',
    lazy: async () => ({
      Component: (await import('../features/policy/payout/recovery/recovery-list-page.tsx')).RecoveryListPage,
    }),
  },
  {
    path: 'recoveries/:recoveryId',
    lazy: async () => ({ Component: (await import('../features/policy/payout/recovery/recovery-page.tsx')).RecoveryPage }),
  },
  {
    path: 'policy-visits',
    lazy: async () => ({ Component: (await import('../features/policy/unanswered-page.tsx')).UnansweredPage }),
  },
]
