import { formatYuan } from '@minsheng/shared/units/money'

/** Money as people write it: `¥1,245.00`. */
export function Money({ fen }: { fen: number }) {
  return <span className='money'>¥{formatYuan(fen)}</span>
}
