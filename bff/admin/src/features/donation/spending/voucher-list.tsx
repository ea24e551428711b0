import { DownloadOutlined } from '@ant-design/icons'
import type { Disbursement, Voucher } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { voucherKinds } from './spending-words.ts'

const endings: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }

const sizeWords = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)

/** The papers behind a spending; each original is fetched on its own, and who looked is recorded. */
export function VoucherList({ spending }: { spending: Disbursement }) {
  const reading = useMutation({
    mutationFn: async (voucher: Voucher) => ({
      voucher,
      bytes: await call('readVoucher', { params: { disbursementId: spending.id, fileId: voucher.fileId } }),
    }),
    onSuccess: ({ voucher, bytes }) =>
      saveFile(bytes, voucher.contentType, `${voucherKinds[voucher.kind]}-${voucher.number}.${endings[voucher.contentType] ?? 'bin'}`),
  })
  return (
    <section aria-label='凭证' style={{ marginTop: 24 }}>
      <h3>凭证（{spending.vouchers.length} 份）</h3>
      <p className='quiet'>原件加密保存，查看会留下记录。</p>
      {reading.error && <ProblemNotice error={reading.error} />}
      <ul className='voucher-list'>
        {spending.vouchers.map((voucher) => (
          <li key={voucher.fileId}>
            <div>
              <strong>
                {voucherKinds[voucher.kind]} {voucher.number}
              </strong>
              <div className='quiet'>
                {voucher.issuer}
                {voucher.date && `，${dateWords(voucher.date)}`}，{sizeWords(voucher.bytes)}
              </div>
            </div>
            <Button
              icon={<DownloadOutlined aria-hidden />}
              loading={reading.isPending && reading.variables.fileId === voucher.fileId}
              onClick={() => reading.mutate(voucher)}
              aria-label={`下载 ${voucherKinds[voucher.kind]} ${voucher.number}`}
            >
              下载原件
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
