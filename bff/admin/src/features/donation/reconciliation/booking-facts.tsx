import type { ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import { Typography } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { bookingSides } from './reconciliation-words.ts'

/** The booking as an accountant reads it: both sides, the paper behind it, and its number once it is in the books. */
export function BookingFacts({ booking }: { booking: NonNullable<ReconciliationDifference['booking']> }) {
  const { debit, credit } = bookingSides(booking)
  return (
    <div>
      <div>
        借：{debit} <Money fen={booking.amountFen} />
      </div>
      <div>
        贷：{credit} <Money fen={booking.amountFen} />
      </div>
      <div>凭证号 {booking.voucherNumber}</div>
      {booking.giftId === null && <div className='quiet'>订单在系统里查不到，记为一笔未留名的捐赠。</div>}
      {booking.journalNumber && (
        <div>
          账本号 <Typography.Text copyable={{ tooltips: ['复制账本号', '已复制'] }}>{booking.journalNumber}</Typography.Text>
        </div>
      )}
    </div>
  )
}
