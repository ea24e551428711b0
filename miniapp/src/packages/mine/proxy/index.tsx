import type { ProxyView } from '@minsheng/shared/contracts/proxy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { beginActing } from '../../../platform/acting'
import { beginAt, go, goInstead, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { DeedList } from '../deeds/deed-list'
import '../style.scss'
import { useAgain } from '../use-again'
import { dayWords, isLive, relations, scopeTitles, stateOf } from '../words'
import { Answer } from './answer'
import { CodeCard } from './code-card'
import { End } from './end'

const phoneWords = (name: string, phone: string | null) => (phone ? `${name}（${phone}）` : name)
const relationWords = (proxy: ProxyView) => relations.find(({ value }) => value === proxy.relation)?.label ?? '其他'

/** One authorisation: what it is, and what this side can do about it. */
export default function ProxyPage() {
  const { id = '', c } = useRouter().params
  const code = c && /^\d{8}$/.test(c) ? c : undefined
  const catalogue = useRemote('catalogue', () => call('getProxyCatalogue'))
  // Whoever has but a code is no party yet: the code is what shows it to them.
  const load = () => (code ? call('findProxyInvitation', { body: { code } }) : call('getMyProxy', { params: { proxyId: id } }))
  const remote = useRemote(id || null, load)
  useAgain(remote.reload)
  const proxy = remote.data
  if (!id || (!proxy && remote.failure && ['not_found', 'proxy_code_wrong', 'invalid_input'].includes(remote.failure.code))) {
    return (
      <Page title='代办授权' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这份授权' advice='它可能已被收回，或者不是给您的。可以让家里人再发一次。'>
          <Button onPress={() => goInstead(pages.proxies)}>看我的亲情代办</Button>
        </Empty>
      </Page>
    )
  }
  if (!proxy) return <Page title='代办授权' remote={remote} />
  const { tone, label } = stateOf(proxy)
  const given = proxy.side === 'given'
  const act = () => {
    beginActing({ proxyId: proxy.id, elderName: proxy.elderName, scopes: proxy.scopes })
    beginAt(pages.acting)
  }
  return (
    <Page title={given ? `请${proxy.proxyName}替我办` : `替${proxy.elderName}办`} remote={remote}>
      <Box className='mine__top'>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <CodeCard proxy={proxy} />
      <Facts
        rows={[
          { label: '谁的事', value: given ? `我（${proxy.elderName}）` : phoneWords(proxy.elderName, proxy.elderPhoneMasked) },
          { label: '谁来办', value: given ? phoneWords(proxy.proxyName, proxy.proxyPhoneMasked) : '我' },
          { label: '关系', value: relationWords(proxy) },
          { label: '哪些事', value: scopeTitles(proxy.scopes, catalogue.data) },
          { label: '到哪天', value: dayWords(proxy.until) },
          { label: '怎么授权的', value: proxy.channel === 'online' ? '本人在手机上同意' : '工作人员上门登记，两人核实' },
          { label: '授权时间', value: formatInstant(new Date(proxy.createdAt)) },
          ...(proxy.acceptedAt ? [{ label: '接受时间', value: formatInstant(new Date(proxy.acceptedAt)) }] : []),
          ...(proxy.endedAt && proxy.state !== 'expired' ? [{ label: '结束时间', value: formatInstant(new Date(proxy.endedAt)) }] : []),
        ]}
      />
      {!given && proxy.state === 'invited' && catalogue.data ? (
        <Answer
          proxy={proxy}
          code={code}
          text={catalogue.data.text}
          onDone={(done) => (code ? goInstead(`${pages.proxies}`) : remote.set(done))}
        />
      ) : null}
      {!given && proxy.state === 'active' ? <Button onPress={act}>{`现在替${proxy.elderName}办事`}</Button> : null}
      {proxy.acceptedAt ? (
        <>
          <Heading level={2}>办过的事</Heading>
          <DeedList side={proxy.side} proxyId={proxy.id} none='还没有办过事。' />
        </>
      ) : null}
      {isLive(proxy) && (given || proxy.state === 'active') ? <End proxy={proxy} onDone={remote.set} /> : null}
      {given && proxy.state === 'expired' ? (
        <Button kind='secondary' onPress={() => go(pages.inviteProxy)}>
          再授权一次
        </Button>
      ) : null}
      {given || proxy.state !== 'invited' ? null : (
        <Words className='mine__small'>不是本人，却收到这样的邀请，请不要接受，并拨打 12345 告诉我们。</Words>
      )}
    </Page>
  )
}
