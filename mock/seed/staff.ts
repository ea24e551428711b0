import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { communityId, districtId, gridId, streetId } from './people/places.ts'

type StaffLine = Extract<FeedLine, { type: 'staff' }>

/** Demo accounts; the start command prints them, and production refuses them. */
export function staff(): StaffLine[] {
  return [
    {
      type: 'staff',
      id: 'stf_admin',
      username: 'admin',
      password: 'Demo-admin-2026',
      displayName: '演示管理员',
      roles: ['administrator', 'bureau'],
      charityId: null,
    },
    {
      type: 'staff',
      id: 'stf_charity',
      username: 'charity',
      password: 'Demo-charity-2026',
      displayName: '演示慈善组织 · 演示专员',
      roles: ['charity_owner', 'charity_finance', 'charity_editor'],
      charityId: 'chr_demo',
    },
    {
      // Money given back needs two people: finance asks, the owner decides.
      type: 'staff',
      id: 'stf_finance',
      username: 'finance',
      password: 'Demo-finance-2026',
      displayName: '演示慈善组织 · 演示会计',
      roles: ['charity_finance'],
      charityId: 'chr_demo',
    },
    {
      type: 'staff',
      id: 'stf_auditor',
      username: 'auditor',
      password: 'Demo-auditor-2026',
      displayName: '演示审计员',
      roles: ['auditor'],
      charityId: null,
    },
    {
      // Roles with power over the system take a second person: the administrator asks, the security officer answers.
      type: 'staff',
      id: 'stf_security',
      username: 'security',
      password: 'Demo-security-2026',
      displayName: '演示安全员',
      roles: ['security_officer'],
      charityId: null,
    },
    {
      // A policy takes two people: one writes, another agrees.
      type: 'staff',
      id: 'stf_policy',
      username: 'policy',
      password: 'Demo-policy-2026',
      displayName: '演示政策科',
      roles: ['bureau'],
      charityId: null,
    },
    {
      type: 'staff',
      id: 'stf_leader',
      username: 'leader',
      password: 'Demo-leader-2026',
      displayName: '演示分管局长',
      roles: ['bureau_leader'],
      charityId: null,
    },
    {
      type: 'staff',
      id: 'stf_steward',
      username: 'steward',
      password: 'Demo-steward-2026',
      displayName: '演示数据管理员',
      roles: ['data_steward'],
      charityId: null,
      placeIds: [districtId],
    },
    {
      type: 'staff',
      id: 'stf_district',
      username: 'district',
      password: 'Demo-district-2026',
      displayName: '演示区民政科',
      roles: ['district_office'],
      charityId: null,
      placeIds: [districtId],
    },
    {
      type: 'staff',
      id: 'stf_street',
      username: 'street',
      password: 'Demo-street-2026',
      displayName: '演示湖滨街道',
      roles: ['street'],
      charityId: null,
      placeIds: [streetId(1)],
    },
    {
      type: 'staff',
      id: 'stf_community',
      username: 'community',
      password: 'Demo-community-2026',
      displayName: '演示湖滨一社区',
      roles: ['community'],
      charityId: null,
      placeIds: [communityId(1, 0)],
    },
    {
      type: 'staff',
      id: 'stf_grid',
      username: 'grid',
      password: 'Demo-grid-2026',
      displayName: '演示网格员',
      roles: ['grid_worker'],
      charityId: null,
      placeIds: [gridId(1, 0, 0)],
    },
  ]
}
