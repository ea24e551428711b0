import { createBrowserRouter } from 'react-router-dom'
import { PageSkeleton } from '../ui/page-skeleton.tsx'
import { FirstPage } from './first-page.tsx'
import { helpRoutes } from './help-routes.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { policyRoutes } from './policy-routes.ts'
import { RouteFault } from './route-fault.tsx'
import { Shell } from './shell.tsx'

export const router = createBrowserRouter(
  [
    {
      // For a wall: the whole screen, without the menu.
      path: 'help-wall',
      errorElement: <RouteFault />,
      hydrateFallbackElement: <PageSkeleton label='正在打开驾驶舱' />,
      lazy: async () => ({ Component: (await import('../features/help/wall/wall-page.tsx')).WallPage }),
    },
    {
      element: <Shell />,
      errorElement: <RouteFault />,
      hydrateFallbackElement: <PageSkeleton label='正在打开页面' />,
      children: [
        {
          errorElement: <RouteFault />,
          children: [
            { index: true, element: <FirstPage /> },
            {
              path: 'gifts',
              lazy: async () => ({ Component: (await import('../features/donation/gift/gift-list-page.tsx')).GiftListPage }),
            },
            {
              path: 'campaigns',
              lazy: async () => ({ Component: (await import('../features/donation/campaign/campaign-list-page.tsx')).CampaignListPage }),
            },
            {
              path: 'campaigns/new',
              lazy: async () => ({ Component: (await import('../features/donation/campaign/campaign-form-page.tsx')).NewCampaignPage }),
            },
            {
              path: 'campaigns/:campaignId/edit',
              lazy: async () => ({ Component: (await import('../features/donation/campaign/campaign-form-page.tsx')).EditCampaignPage }),
            },
            {
              path: 'charity-projects',
              lazy: async () => ({
                Component: (await import('../features/donation/charity-project/charity-project-list-page.tsx')).CharityProjectListPage,
              }),
            },
            {
              path: 'progress',
              lazy: async () => ({ Component: (await import('../features/donation/progress/progress-list-page.tsx')).ProgressListPage }),
            },
            {
              path: 'disclosures',
              lazy: async () => ({ Component: (await import('../features/donation/disclosure/disclosure-page.tsx')).DisclosurePage }),
            },
            {
              path: 'codes',
              lazy: async () => ({ Component: (await import('../features/donation/code/code-list-page.tsx')).CodeListPage }),
            },
            {
              path: 'codes/:codeId/sheet',
              lazy: async () => ({ Component: (await import('../features/donation/code/code-sheet-page.tsx')).CodeSheetPage }),
            },
            {
              path: 'venues',
              lazy: async () => ({ Component: (await import('../features/donation/venue/venue-list-page.tsx')).VenueListPage }),
            },
            {
              path: 'venue-statistics',
              lazy: async () => ({
                Component: (await import('../features/donation/venue-statistics/venue-statistics-page.tsx')).VenueStatisticsPage,
              }),
            },
            {
              path: 'patrols',
              lazy: async () => ({ Component: (await import('../features/donation/patrol/patrol-page.tsx')).PatrolPage }),
            },
            {
              path: 'code-alarms',
              lazy: async () => ({
                Component: (await import('../features/donation/code-alarm/code-alarm-list-page.tsx')).CodeAlarmListPage,
              }),
            },
            {
              path: 'charities',
              lazy: async () => ({ Component: (await import('../features/donation/charity/charity-list-page.tsx')).CharityListPage }),
            },
            {
              path: 'refunds',
              lazy: async () => ({ Component: (await import('../features/donation/refund/refund-list-page.tsx')).RefundListPage }),
            },
            {
              path: 'payment-cases',
              lazy: async () => ({
                Component: (await import('../features/donation/payment-case/payment-case-list-page.tsx')).PaymentCaseListPage,
              }),
            },
            {
              path: 'reconciliations',
              lazy: async () => ({
                Component: (await import('../features/donation/reconciliation/reconciliation-page.tsx')).ReconciliationPage,
              }),
            },
            {
              path: 'donors',
              lazy: async () => ({ Component: (await import('../features/donation/donor/donor-list-page.tsx')).DonorListPage }),
            },
            {
              path: 'letters',
              lazy: async () => ({ Component: (await import('../features/donation/letter/letter-list-page.tsx')).LetterListPage }),
            },
            {
              path: 'statistics',
              lazy: async () => ({ Component: (await import('../features/donation/statistics/statistics-page.tsx')).StatisticsPage }),
            },
            {
              path: 'spending',
              lazy: async () => ({ Component: (await import('../features/donation/spending/spending-list-page.tsx')).SpendingListPage }),
            },
            {
              path: 'spending/new',
              lazy: async () => ({ Component: (await import('../features/donation/spending/spending-form-page.tsx')).NewSpendingPage }),
            },
            {
              path: 'settlements',
              lazy: async () => ({ Component: (await import('../features/donation/settlement/settlement-page.tsx')).SettlementPage }),
            },
            {
              path: 'surpluses',
              lazy: async () => ({ Component: (await import('../features/donation/surplus/surplus-page.tsx')).SurplusPage }),
            },
            {
              path: 'months',
              lazy: async () => ({ Component: (await import('../features/donation/closing/closing-page.tsx')).ClosingPage }),
            },
            {
              path: 'matchings',
              lazy: async () => ({ Component: (await import('../features/donation/matching/matching-list-page.tsx')).MatchingListPage }),
            },
            {
              path: 'teams',
              lazy: async () => ({ Component: (await import('../features/donation/team/team-list-page.tsx')).TeamListPage }),
            },
            {
              path: 'monthly-promises',
              lazy: async () => ({ Component: (await import('../features/donation/monthly/monthly-promise-page.tsx')).MonthlyPromisePage }),
            },
            ...policyRoutes,
            {
              path: 'places',
              lazy: async () => ({ Component: (await import('../features/people/place/place-page.tsx')).PlacePage }),
            },
            {
              path: 'residents',
              lazy: async () => ({ Component: (await import('../features/people/resident/resident-list-page.tsx')).ResidentListPage }),
            },
            {
              path: 'households/:householdId',
              lazy: async () => ({ Component: (await import('../features/people/household/household-page.tsx')).HouseholdPage }),
            },
            {
              path: 'message-dispatches',
              lazy: async () => ({ Component: (await import('../features/message/dispatch-list-page.tsx')).DispatchListPage }),
            },
            {
              path: 'resident-duplicates',
              lazy: async () => ({ Component: (await import('../features/people/duplicate/duplicate-list-page.tsx')).DuplicateListPage }),
            },
            {
              path: 'households',
              lazy: async () => ({ Component: (await import('../features/people/household/household-list-page.tsx')).HouseholdListPage }),
            },
            {
              path: 'shifts',
              lazy: async () => ({ Component: (await import('../features/people/shift/shift-page.tsx')).ShiftPage }),
            },
            {
              path: 'staff',
              lazy: async () => ({ Component: (await import('../features/identity/staff/staff-page.tsx')).StaffPage }),
            },
            {
              path: 'my-messages',
              lazy: async () => ({ Component: (await import('../features/message/my-messages-page.tsx')).MyMessagesPage }),
            },
            {
              path: 'security',
              lazy: async () => ({ Component: (await import('../features/identity/security/security-page.tsx')).SecurityPage }),
            },
            ...helpRoutes,
            {
              path: 'data-requests',
              lazy: async () => ({ Component: (await import('../features/privacy/request-list-page.tsx')).RequestListPage }),
            },
            {
              path: 'offline-consents',
              lazy: async () => ({ Component: (await import('../features/proxy/consent-list-page.tsx')).ConsentListPage }),
            },
            {
              path: 'death-reports',
              lazy: async () => ({ Component: (await import('../features/people/exchange/death-list-page.tsx')).DeathListPage }),
            },
            {
              path: 'exchange',
              lazy: async () => ({ Component: (await import('../features/people/exchange/exchange-page.tsx')).ExchangePage }),
            },
            {
              path: 'data-quality',
              lazy: async () => ({ Component: (await import('../features/people/quality/quality-page.tsx')).QualityPage }),
            },
            {
              path: 'fact-conflicts',
              lazy: async () => ({ Component: (await import('../features/people/fact/fact-conflict-page.tsx')).FactConflictPage }),
            },
            { path: 'audit', lazy: async () => ({ Component: (await import('../features/audit/audit-page.tsx')).AuditPage }) },
            {
              path: 'export-requests',
              lazy: async () => ({ Component: (await import('../features/audit/export-request-page.tsx')).ExportRequestPage }),
            },
            {
              path: 'field-catalogue',
              lazy: async () => ({ Component: (await import('../features/audit/field-catalogue-page.tsx')).FieldCataloguePage }),
            },
            {
              path: 'imports',
              lazy: async () => ({ Component: (await import('../features/people/import/import-list-page.tsx')).ImportListPage }),
            },
            {
              path: 'imports/:importId',
              lazy: async () => ({ Component: (await import('../features/people/import/import-page.tsx')).ImportPage }),
            },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ],
  { basename: '/admin' },
)
