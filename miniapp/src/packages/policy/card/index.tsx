import type { Award } from '@minsheng/shared/contracts/policy'
import { bankCardDigits } from '@minsheng/shared/units/bank-card'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { goBack, goInstead, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { ErrorSummary, type FieldError } from '../../../ui/error-summary'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { cardFaults } from '../apply/check'
import { CardFields } from '../card-fields'

const cardWords = ({ paidTo }: Pick<Award, 'paidTo'>) => (paidTo ? `${paidTo.bank ?? ''} ${paidTo.accountMasked}`.trim() : '还没有登记')

const rowsOf = (award: Award, card: string) => [
  { label: '待遇', value: award.title },
  { label: card, value: cardWords(award) },
]

function Changed({ award }: { award: Award }) {
  return (
    <Card tone='calm'>
      <Heading level={2}>卡换好了</Heading>
      <Facts rows={rowsOf(award, '以后发到')} />
      <Words className='mine__line'>下一批发到这张卡，以前退回的一起补发。</Words>
      <Button onPress={goBack}>回去看看</Button>
    </Card>
  )
}

function Changing({ award, onChanged }: { award: Award; onChanged: (next: Award) => void }) {
  const [filled, setFilled] = useState({ bank: '', number: '' })
  const [faults, setFaults] = useState<FieldError[]>([])
  const send = async () => {
    const found = cardFaults(filled)
    setFaults(found)
    if (found.length > 0) return
    const body = { bank: filled.bank.trim(), number: bankCardDigits(filled.number) }
    try {
      onChanged(await call('changePayoutAccount', { params: { awardId: award.id }, body }))
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setFaults([{ field: 'number', message: advice ? `${title}。${advice}` : title }])
    }
  }
  return (
    <>
      <ErrorSummary errors={faults} />
      <Facts rows={rowsOf(award, '现在发到')} />
      <Words className='mine__small'>要用您本人名下的卡。卡号加密保存，页面上只显示头尾。</Words>
      <CardFields filled={filled} faults={faults} onChange={(change) => setFilled({ ...filled, ...change })} />
      <Button onPress={send} busyWords='正在保存…'>
        换成这张卡
      </Button>
    </>
  )
}

/** Another card for one benefit, in the person's own name. */
export default function CardPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id === '' ? null : `card-${id}`, () => call('listMyAwards'))
  const [changed, setChanged] = useState<Award | null>(null)
  const award = remote.data?.items.find((one) => one.id === id)
  if (id === '' || (remote.data && !award)) {
    return (
      <Page title='换一张卡' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这项待遇' advice='它可能不在您的名下。请从“发放记录”里，点要换卡的那一项。'>
          <Button onPress={() => goInstead(pages.payments)}>看发放记录</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='换一张卡' remote={remote}>
      {changed ? <Changed award={changed} /> : award ? <Changing award={award} onChanged={setChanged} /> : null}
    </Page>
  )
}
