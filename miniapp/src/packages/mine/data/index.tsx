import type { Holding } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useActing } from '../../../platform/acting'
import { correctPage, go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { LinkNotice } from '../link-notice'
import '../style.scss'
import { useAgain } from '../use-again'

function HoldingFold({ holding }: { holding: Holding }) {
  return (
    <Fold title={`${holding.title}（${holding.count}）`}>
      {holding.rows.length > 0 ? <Facts rows={holding.rows} /> : <Words className='mine__small'>没有。</Words>}
      {holding.count > holding.rows.length && holding.rows.length > 0 ? (
        <Words className='mine__small'>这里是最近的几条，全部在资料副本里。</Words>
      ) : null}
      <Facts
        rows={[
          { label: '用来做什么', value: holding.purpose },
          { label: '依据', value: holding.basis },
          { label: '保存多久', value: holding.kept },
        ]}
      />
      {holding.correctable.map((field) => (
        <Button
          key={field}
          kind='quiet'
          aria-label={`${holding.title}，${field}不对，申请更正`}
          onPress={() => go(correctPage(holding.key, field))}
        >
          {`${field}不对，申请更正`}
        </Button>
      ))}
    </Fold>
  )
}

/** What is held about me, what for, and what I can do about it. */
export default function MyDataPage() {
  const remote = useRemote('my-data', () => call('getMyData'))
  useAgain(remote.reload)
  const acting = useActing()
  const data = remote.data
  return (
    <Page title={acting ? `${acting.elderName}的资料` : '我的资料'} remote={remote}>
      <Words className='mine__line'>这里列出我们保存了您的哪些资料、为什么保存、谁看过。您可以查、可以改、可以带走，也可以注销。</Words>
      <List label='能做的事'>
        <ListRow icon='eye/lake' title='谁看过我的资料' onPress={() => go(pages.dataLooks)} />
        <ListRow icon='pencil/lake' title='我的申请和答复' onPress={() => go(pages.dataRequests)} />
        {acting ? null : (
          <>
            <ListRow icon='circle-check/success' title='我同意过什么' onPress={() => go(pages.consents)} />
            <ListRow icon='download/lake' title='下载一份资料' onPress={() => go(pages.dataCopy)} />
            <ListRow icon='user-x/ink-2' title='注销账号' onPress={() => go(pages.closing)} />
          </>
        )}
      </List>
      {data ? <LinkNotice link={data.link} /> : null}
      <Heading level={2}>保存着的资料</Heading>
      {data?.holdings.map((holding) => (
        <HoldingFold key={holding.key} holding={holding} />
      ))}
      {data ? <Words className='mine__small'>{`以上是 ${formatInstant(new Date(data.asOf))} 的情况。`}</Words> : null}
    </Page>
  )
}
