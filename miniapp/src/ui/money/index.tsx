import { formatYuan } from '@minsheng/shared/units/money'
import { Words } from '../element'
import './style.scss'

interface MoneyProps {
  fen: number
  size?: 'text' | 'title' | 'large'
}

/** An amount with its sign; read out with its unit. */
export function Money({ fen, size = 'text' }: MoneyProps) {
  const amount = formatYuan(fen)
  return <Words className={`ms-money ms-money--${size}`}>{`¥${amount}`}</Words>
}
