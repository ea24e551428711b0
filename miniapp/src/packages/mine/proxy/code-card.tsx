import type { ProxyView } from '@minsheng/shared/contracts/proxy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { Card } from '../../../ui/card'
import { Picture, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { codeWords } from '../words'

/** The code for the person who is asked: to read out, or to scan. */
export function CodeCard({ proxy }: { proxy: ProxyView }) {
  if (proxy.code === null) return null
  return (
    <Card tone='calm'>
      <Heading level={2}>{`把代办码告诉${proxy.proxyName}`}</Heading>
      <Words className='mine__code' aria-label={`代办码 ${[...proxy.code].join(' ')}`}>
        {codeWords(proxy.code)}
      </Words>
      {proxy.codePicture ? <Picture className='mine__picture' src={proxy.codePicture} fit='contain' alt='代办码的二维码' /> : null}
      <Words className='mine__line'>{`请对方在“我的 → 亲情代办”里填这个码，或用手机扫一扫。${formatInstant(new Date(proxy.openUntil))} 前有效，只能一个人用。`}</Words>
      <Words className='mine__small'>只告诉本人。不要发到群里，也不要告诉打电话来要的陌生人。</Words>
    </Card>
  )
}
