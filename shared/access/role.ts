/** What a member of staff may be; residents need no role. */
export const staffRoles = [
  'administrator',
  'security_officer',
  'auditor',
  'bureau',
  'bureau_leader',
  'department',
  'charity_owner',
  'charity_finance',
  'charity_editor',
  'data_steward',
  'grid_worker',
  'community',
  'street',
  'district_office',
  'provider_manager',
  'provider_carer',
  'assessor',
] as const
export type StaffRole = (typeof staffRoles)[number]

/** What a role holds for: the whole district, one charity, one provider of services, or places with all below them. */
export type RoleReach = 'district' | 'charity' | 'provider' | 'place'

export const reachOfRole: Readonly<Record<StaffRole, RoleReach>> = {
  administrator: 'district',
  security_officer: 'district',
  auditor: 'district',
  bureau: 'district',
  bureau_leader: 'district',
  department: 'district',
  charity_owner: 'charity',
  charity_finance: 'charity',
  charity_editor: 'charity',
  data_steward: 'place',
  grid_worker: 'place',
  community: 'place',
  street: 'place',
  district_office: 'place',
  provider_manager: 'provider',
  provider_carer: 'provider',
  assessor: 'provider',
}

/**
 * Who runs the system, who watches over its safety and who looks into both are three people (三权分立).
 * @remarks GB/T 22239-2019 8.1.5.1–8.1.5.3
 */
export const separatedRoles: readonly StaffRole[] = ['administrator', 'security_officer', 'auditor']

/** Roles whose holders see neither what belongs to a person nor money; all others prove themselves with a second factor. */
const withoutSecondFactor: ReadonlySet<StaffRole> = new Set<StaffRole>(['department'])

export const needsSecondFactor = (roles: readonly StaffRole[]) => roles.some((role) => !withoutSecondFactor.has(role))

/** Roles of one account that must not be together; empty when they may. */
export function clashOf(roles: readonly StaffRole[]): readonly StaffRole[] {
  const held = separatedRoles.filter((role) => roles.includes(role))
  return held.length > 1 ? held : []
}
