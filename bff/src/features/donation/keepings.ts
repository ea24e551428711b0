import { accountingYears } from '@minsheng/shared/law/personal-data'
import { declareKeeping } from '../../platform/protect/keeping.ts'

const bytesOf = (bucket: string) => [`${bucket}.files`, `${bucket}.chunks`]

/** How long what giving leaves behind is kept: books by the law, what was made public for good. */
export function declareDonationKeepings(): void {
  declareKeeping(
    [
      ...['gifts', 'refunds', 'receipts', 'receipt_series', 'receipt_waivers', 'payment_cases', 'payment_notices', 'refund_notices'],
      ...['journals', 'ledger_leaves', 'ledger_seals', 'ledger_reports', 'ledger_rollups', 'campaign_guards', 'month_closings'],
      ...['reconciliations', 'reconciliation_differences', 'bill_lines', ...bytesOf('bill_files')],
      ...['disbursements', 'vouchers', ...bytesOf('voucher_files'), 'settlements', 'surpluses', 'matchings', 'matching_payments'],
      ...['monthly_gifts', 'monthly_months', 'trace_campaigns', 'trace_spendings'],
    ],
    {
      title: '捐赠账本和凭证',
      period: accountingYears,
      from: '会计年度终了',
      atEnd: 'archive',
      because: '《会计档案管理办法》；账号注销后不再显示是谁',
      endedBy: 'people',
    },
  )
  declareKeeping(
    [
      ...['charities', 'charity_projects', 'campaigns', 'codes', 'venues', 'code_scans', 'code_activity', 'code_alarms', 'progress_posts'],
      ...['pictures', ...bytesOf('picture_files'), 'wxacodes', ...bytesOf('wxacode_files')],
      ...['disclosure_reports', 'disclosure_pauses', 'report_files', ...bytesOf('report_file_bytes')],
    ],
    {
      title: '慈善项目和公开信息',
      period: null,
      from: '长期公开',
      atEnd: 'archive',
      because: '《慈善法》第七十七至七十九条：信息公开',
      endedBy: 'nobody',
    },
  )
  declareKeeping(
    [
      ...['teams', 'team_reports', 'trace_shares', 'letter_mutes', 'mailings', 'mailing_deliveries'],
      ...['patrols', 'patrol_visits', 'patrol_invites', 'patrol_volunteers', 'patrol_photos', ...bytesOf('patrol_photo_files')],
    ],
    {
      title: '一起捐、感谢信和走访',
      period: null,
      from: '与项目一同保存，注销账号时不再显示是谁',
      atEnd: 'delete',
      because: '《慈善法》第四十二条：向捐赠人反馈',
      endedBy: 'owner',
    },
  )
  declareKeeping(['scan_marks'], {
    title: '刚刚扫过码的标记',
    period: null,
    from: '几分钟，只为不重复计数',
    atEnd: 'delete',
    because: '只记数，不记人',
    endedBy: 'index',
  })
}
