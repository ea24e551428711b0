import { go, pages } from '../../platform/navigate'
import { call } from '../../platform/request'
import { useRemote } from '../../platform/use-remote'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Words } from '../../ui/element'
import { Facts } from '../../ui/facts'
import { useAgain } from '../mine/use-again'
import { paymentTotals } from './payment-words'

/** When what comes next and what came this year, with the way to every payment; nothing for who never had any. */
export function NextPayment() {
  const { data, reload } = useRemote('payments', () => call('listMyPayments'))
  useAgain(reload)
  if (!data || (!data.next && data.items.length === 0)) return null
  const needsCard = data.items.some((payment) => payment.needsCard)
  return (
    <Card tone={needsCard ? 'warm' : 'calm'}>
      {needsCard ? <Words className='mine__line'>有一笔被银行退回，换一张卡就能补发。</Words> : null}
      <Facts rows={paymentTotals(data)} />
      <Button kind={needsCard ? 'primary' : 'secondary'} onPress={() => go(pages.payments)}>
        看发放记录
      </Button>
    </Card>
  )
}
