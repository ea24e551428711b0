import type { MyPayment } from '@minsheng/shared/contracts/policy'
import { cardPage, go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import { useAgain } from '../../mine/use-again'
import '../../mine/style.scss'
import { paymentStates, paymentTotals, paymentWords, spokenPayments } from '../payment-words'

function Row({ payment }: { payment: MyPayment }) {
  const { tone, label } = paymentStates[payment.state]
  return (
    <ListRow
      title={payment.title}
      mark={<Badge tone={tone}>{label}</Badge>}
      detail={paymentWords(payment)}
      value={<Money fen={payment.fen} />}
    />
  )
}

/** What came back, with the one thing to do about it. */
function CameBack({ payment }: { payment: MyPayment }) {
  return (
    <Card tone='warm'>
      <Heading level={2}>{`“${payment.title}”有一笔没有发成`}</Heading>
      <Words className='mine__line'>{`${paymentWords(payment)}。`}</Words>
      <Words className='mine__line'>钱没有少，换一张本人名下的卡就行。</Words>
      <Button onPress={() => go(cardPage(payment.awardId))}>换一张卡</Button>
    </Card>
  )
}

/** 发放记录: when what comes next, and what came of each payment. */
export default function PaymentsPage() {
  const remote = useRemote('payments', () => call('listMyPayments'))
  useAgain(remote.reload)
  const list = remote.data
  const open = new Map(list?.items.filter(({ needsCard }) => needsCard).map((payment) => [payment.awardId, payment]))
  return (
    <Page title='发放记录' remote={remote}>
      {list ? (
        <>
          {[...open.values()].map((payment) => (
            <CameBack key={payment.awardId} payment={payment} />
          ))}
          {list.next || list.items.length > 0 ? <Facts rows={paymentTotals(list)} /> : null}
          {list.next?.illustrative ? <Words className='mine__small'>写着“参考”的金额还没有经民政局确认，只供参考。</Words> : null}
          {list.items.length > 0 ? (
            <>
              <Heading level={2}>发过的每一笔</Heading>
              <List label='发过的每一笔'>
                {list.items.map((payment) => (
                  <Row key={payment.id} payment={payment} />
                ))}
              </List>
              <ReadAloud words={spokenPayments(list)} />
            </>
          ) : (
            <Empty icon='file-text/ink-2' title='还没有发过' advice='批准的待遇按月发到卡上，每一笔到没到账都列在这里。'>
              <Button onPress={() => go(pages.awards)}>看我的待遇</Button>
            </Empty>
          )}
        </>
      ) : null}
    </Page>
  )
}
