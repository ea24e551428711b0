import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { everyPage } from '../../ui/use-paged-list.ts'

/** Names of what is kept in the query cache; a write invalidates by the first part. */
export const donationKeys = {
  charities: ['charities'],
  campaigns: ['campaigns'],
  charityProjects: ['charity-projects'],
  progressPosts: ['progress-posts'],
  disclosures: ['disclosures'],
  codes: ['codes'],
  venues: ['venues'],
  gifts: ['gifts'],
  paymentCases: ['payment-cases'],
  refunds: ['refunds'],
  reconciliations: ['reconciliations'],
  venueStatistics: ['venue-statistics'],
  patrols: ['patrols'],
  codeAlarms: ['code-alarms'],
  donors: ['donors'],
  letters: ['letters'],
  statistics: ['statistics'],
  spending: ['spending'],
  settlements: ['settlements'],
  surpluses: ['surpluses'],
  months: ['months'],
  matchings: ['matchings'],
  teams: ['teams'],
  monthly: ['monthly-promises'],
} as const

const choiceLimit = 100

export function useCharityChoices(enabled = true) {
  return useQuery({
    queryKey: [...donationKeys.charities, 'choices'],
    queryFn: () => everyPage((cursor) => call('listCharities', { query: { cursor, limit: choiceLimit } })),
    enabled,
  })
}

export function useCampaignChoices() {
  return useQuery({
    queryKey: [...donationKeys.campaigns, 'choices'],
    queryFn: () => everyPage((cursor) => call('listCampaigns', { query: { cursor, limit: choiceLimit } })),
  })
}

export function useCharityProjectChoices(charityId: string | undefined) {
  return useQuery({
    queryKey: [...donationKeys.charityProjects, 'choices', charityId],
    queryFn: () => everyPage((cursor) => call('listCharityProjects', { query: { charityId, cursor, limit: choiceLimit } })),
    enabled: charityId !== undefined,
  })
}

export function useVenueChoices() {
  return useQuery({
    queryKey: [...donationKeys.venues, 'choices'],
    queryFn: () => everyPage((cursor) => call('listVenues', { query: { cursor, limit: choiceLimit } })),
  })
}

export function useCodeChoices() {
  return useQuery({
    queryKey: [...donationKeys.codes, 'choices'],
    queryFn: () => everyPage((cursor) => call('listCodes', { query: { cursor, limit: choiceLimit } })),
  })
}
