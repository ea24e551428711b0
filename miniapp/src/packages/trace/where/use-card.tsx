import type { GiftUse } from '@minsheng/shared/contracts/donation'
import { assetUrl } from '../../../platform/asset-url'
import { enlarge } from '../../../platform/enlarge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Picture, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { dayWords, togetherWords, voucherWords } from '../words'

interface UseCardProps {
  use: GiftUse
  /** The project the gift was made to. */
  givenTo: string
}

function Voucher({ url, purpose }: { url: string; purpose: string }) {
  return (
    <>
      <Picture src={url} alt={`${purpose}的凭证图片`} fit='contain' className='where__picture' />
      <Button kind='quiet' aria-label={`看大图：${purpose}的凭证`} onPress={() => enlarge(url)}>
        看大图
      </Button>
    </>
  )
}

/** One thing that the gift has a part in: when, what, how much of it, from whom, by which voucher, and with how many others. */
export function UseCard({ use, givenTo }: UseCardProps) {
  const { spent } = use
  return (
    <Card>
      <Words className='where__small'>{spent ? `${dayWords(spent.on, new Date())} ${spent.budgetLabel}` : '说明正在补充'}</Words>
      <Heading level={3}>{spent ? spent.purpose : '慈善组织还没有写明这笔支出的用途'}</Heading>
      <Box className='where__share'>
        <Words className='where__line'>用了您的</Words>
        <Money fen={use.shareFen} size='title' />
      </Box>
      {spent ? <Words className='where__line'>{`付给：${spent.payee}`}</Words> : null}
      {spent?.vouchers.map((voucher) => (
        <Words key={`${voucher.kind} ${voucher.number}`} className='where__line'>{`凭证：${voucherWords(voucher)}`}</Words>
      ))}
      {spent?.pictureUrl ? <Voucher url={assetUrl(spent.pictureUrl)} purpose={spent.purpose} /> : null}
      {use.projectTitle === givenTo ? null : <Words className='where__small'>{`结余转到“${use.projectTitle}”后使用`}</Words>}
      <Words className='where__small'>{togetherWords(use)}</Words>
    </Card>
  )
}
