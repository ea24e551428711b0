import type { RouteObject } from 'react-router-dom'

/** 智慧社区, within the shell. */
export const helpRoutes: RouteObject[] = [
  {
    path: 'help-calls',
    lazy: async () => ({ Component: (await import('../features/help/help-page.tsx')).HelpPage }),
  },
  {
    path: 'help-report',
    lazy: async () => ({ Component: (await import('../features/help/report/report-page.tsx')).HelpReportPage }),
  },
  {
    path: 'api-keys',
    lazy: async () => ({ Component: (await import('../features/help/key/key-page.tsx')).ApiKeyPage }),
  },
  {
    path: 'help-terms',
    lazy: async () => ({ Component: (await import('../features/help/terms/terms-page.tsx')).HelpTermsPage }),
  },
]
