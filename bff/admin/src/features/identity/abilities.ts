import type { StaffRole } from '@minsheng/shared/contracts/identity'

/** What the panel offers to whom. The server decides again on each request; this only spares people buttons that would be refused. */
const rolesByAbility = {
  'gift.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'],
  'gift.export': ['bureau', 'charity_owner', 'charity_finance', 'auditor'],
  'campaign.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'],
  'campaign.write': ['bureau', 'charity_owner', 'charity_editor'],
  'campaign.publish': ['bureau', 'charity_owner'],
  'code.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'],
  'code.write': ['bureau', 'charity_owner', 'charity_editor'],
  'venue.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'],
  'venue.write': ['bureau', 'charity_owner', 'charity_editor'],
  'charity.read': ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'],
  'charity.create': ['bureau'],
  'charity.write': ['bureau', 'charity_owner'],
  'paymentCase.read': ['bureau', 'charity_owner', 'charity_finance', 'auditor'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Ability = keyof typeof rolesByAbility

export function can(roles: readonly StaffRole[], ability: Ability): boolean {
  return rolesByAbility[ability].some((role) => roles.includes(role))
}

/** True for people who see more than one charity. */
export function seesAllCharities(roles: readonly StaffRole[]): boolean {
  return roles.some((role) => role === 'administrator' || role === 'bureau' || role === 'auditor')
}
