import type { FeedLine } from '@minsheng/shared/contracts/feed'

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
  ]
}
