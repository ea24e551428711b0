import type { TrialAccount, TrialBalance } from '@minsheng/shared/contracts/donation'
import writeXlsxFile from 'write-excel-file/node'
import { kindWords } from './domain.ts'

const yuan = (fen: number) => ({ value: fen / 100, type: Number, format: '#,##0.00' }) as const
const text = (value: string) => ({ value, type: String }) as const
const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' }) as const
const head = (...names: string[]) => names.map(bold)

const sums = ({
  openingFen,
  debitFen,
  creditFen,
  closingFen,
}: Pick<TrialAccount, 'openingFen' | 'debitFen' | 'creditFen' | 'closingFen'>) => [openingFen, debitFen, creditFen, closingFen].map(yuan)

const stateWords: Record<TrialBalance['state'], string> = { open: '未结账', requested: '等待负责人确认', closed: '已结账' }

/** A month's trial balance as a workbook: the balance, and what each kind of event did to each account. */
export function trialSheet(month: TrialBalance): Promise<Buffer> {
  const balance = [
    [bold(`${month.charityName} ${month.month} 试算平衡表`)],
    [text(`单位：元。余额为借方减贷方。${stateWords[month.state]}，共 ${month.journals} 笔分录。`)],
    ...(month.sha256 ? [[text(`指纹（SHA-256）：${month.sha256}`)]] : []),
    head('科目', '期初余额', '本期借方', '本期贷方', '期末余额'),
    ...month.accounts.map((account) => [text(account.title), ...sums(account)]),
    [bold('合计'), ...sums(month.totals)],
  ]
  const movements = [
    head('科目', '事项', '借方', '贷方'),
    ...month.accounts.flatMap((account) =>
      account.movements.map((one) => [text(account.title), text(kindWords[one.kind]), yuan(one.debitFen), yuan(one.creditFen)]),
    ),
  ]
  return writeXlsxFile([
    { data: balance, sheet: '试算平衡表', columns: [{ width: 44 }, ...Array.from({ length: 4 }, () => ({ width: 16 }))] },
    { data: movements, sheet: '明细', columns: [{ width: 44 }, { width: 18 }, { width: 16 }, { width: 16 }] },
  ]).toBuffer()
}
