import type { GiftTrace } from '@minsheng/shared/contracts/donation'
import { Box, Words } from '../../../ui/element'
import { partsWords, yuan } from '../words'
import './style.scss'

/** How much of a gift is used, not used and given back: as a bar, and each part by its name. */
export function PartsBar({ trace }: { trace: GiftTrace }) {
  const { usedFen, unusedFen, returnedFen } = trace
  const all = [
    { name: '已经用了', kind: 'used', fen: usedFen },
    { name: '还没有用', kind: 'unused', fen: unusedFen },
    { name: '已退回', kind: 'returned', fen: returnedFen },
  ]
  const parts = all.filter(({ fen, kind }) => fen > 0 || kind === 'used')
  return (
    <Box className='parts-bar'>
      <Box role='img' aria-label={partsWords(trace)} className='parts-bar__track'>
        {parts
          .filter(({ fen }) => fen > 0)
          .map(({ kind, fen }) => (
            <Box key={kind} className={`parts-bar__part parts-bar__part--${kind}`} style={{ flexGrow: fen }} />
          ))}
      </Box>
      <Box as='ul' className='parts-bar__names'>
        {parts.map(({ name, kind, fen }) => (
          <Box as='li' key={kind} className='parts-bar__name'>
            <Box className={`parts-bar__mark parts-bar__part--${kind}`} aria-hidden />
            <Words className='parts-bar__words'>{name}</Words>
            <Words className='parts-bar__fen'>{yuan(fen)}</Words>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
