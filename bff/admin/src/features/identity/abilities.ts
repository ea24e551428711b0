import type { StaffRole } from '@minsheng/shared/contracts/identity'

/** What the panel offers to whom. The server decides again on each request; this only spares people buttons that would be refused. */
const everyone = ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'] as const
const ownCampaigns = ['charity_owner', 'charity_editor'] as const

const people = ['data_steward', 'grid_worker', 'community', 'street', 'district_office'] as const

const rolesByAbility = {
  'gift.read': everyone,
  'gift.export': ['bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'campaign.read': everyone,
  'campaign.write': ownCampaigns,
  'campaign.review': ['administrator', 'bureau'],
  'report.publish': ['charity_owner'],
  'code.read': everyone,
  'code.create': ownCampaigns,
  'code.change': ['administrator', 'bureau', ...ownCampaigns],
  'venue.read': everyone,
  'venue.write': ['administrator', 'bureau', ...ownCampaigns],
  'patrol.run': ownCampaigns,
  'charity.read': everyone,
  'charity.create': ['administrator', 'bureau'],
  'charity.write': ['administrator', 'bureau', 'charity_owner'],
  'reconciliation.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'reconciliation.run': ['bureau', 'charity_finance'],
  'difference.explain': ['charity_finance'],
  'difference.confirm': ['bureau', 'charity_owner'],
  'receipt.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'refund.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'refund.request': ['charity_finance'],
  'refund.decide': ['charity_owner'],
  'donor.read': everyone,
  'letter.read': everyone,
  'letter.write': ownCampaigns,
  'statistics.read': everyone,
  'books.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'books.ask': ['charity_finance'],
  'books.decide': ['charity_owner'],
  'books.picture': ['bureau', 'charity_owner', 'charity_finance'],
  'matching.read': everyone,
  'matching.record': ['charity_owner', 'charity_finance', 'charity_editor'],
  'matching.decide': ['charity_owner'],
  'matching.pay': ['charity_finance'],
  'team.read': everyone,
  'team.decide': ['administrator', 'bureau', ...ownCampaigns],
  'monthly.read': everyone,
  'paymentCase.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'place.read': [...people, 'bureau', 'administrator', 'auditor'],
  'place.write': ['data_steward', 'district_office'],
  'resident.read': people,
  'resident.write': ['data_steward', 'grid_worker', 'community', 'street'],
  'people.import': people,
  'message.read': ['administrator', 'bureau', 'auditor'],
  'message.resend': ['administrator', 'bureau'],
  'resident.merge': ['data_steward', 'street', 'district_office'],
  'staff.read': ['administrator', 'security_officer', 'auditor'],
  'staff.keep': ['administrator'],
  'staff.decide': ['administrator', 'security_officer'],
  'dataRequest.read': ['data_steward', 'district_office', 'bureau', 'administrator', 'auditor'],
  'application.read': ['street', 'district_office', 'bureau'],
  'payout.read': ['bureau', 'bureau_leader', 'auditor'],
  'payout.make': ['bureau'],
  'help.work': ['grid_worker', 'community', 'street', 'district_office'],
  'help.terms.read': ['community', 'street', 'district_office', 'bureau', 'bureau_leader'],
  'help.terms': ['bureau'],
  'help.keys': ['district_office'],
  'help.report': ['community', 'street', 'district_office', 'bureau', 'bureau_leader'],
  'policyVisit.read': ['grid_worker', 'community', 'street'],
  'offlineConsent.read': people,
  'exchange.run': ['data_steward', 'administrator'],
  'death.decide': ['data_steward', 'grid_worker', 'community', 'street'],
  'quality.read': ['data_steward', 'administrator'],
  'fact.decide': ['data_steward', 'community', 'street', 'district_office'],
  'audit.read': ['auditor', 'security_officer'],
  'catalogue.read': ['auditor', 'security_officer', 'administrator', 'bureau', 'data_steward', 'district_office'],
  'policy.read': ['bureau', 'bureau_leader', 'department', 'district_office', 'auditor'],
  'policy.draft': ['bureau', 'bureau_leader', 'auditor'],
  'policy.write': ['bureau'],
  'policy.try': ['bureau', 'bureau_leader', 'district_office'],
  'coverage.read': ['bureau', 'bureau_leader', 'district_office', 'street'],
  'rematch.read': ['bureau', 'bureau_leader'],
  'export.ask': ['bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'export.list': ['bureau', 'charity_owner', 'charity_finance', 'auditor', 'security_officer'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Ability = keyof typeof rolesByAbility

export function can(roles: readonly StaffRole[], ability: Ability): boolean {
  return rolesByAbility[ability].some((role: StaffRole) => roles.includes(role))
}

/** True for people who see more than one charity. */
export function seesAllCharities(roles: readonly StaffRole[]): boolean {
  return roles.some((role) => role === 'administrator' || role === 'bureau' || role === 'auditor')
}
