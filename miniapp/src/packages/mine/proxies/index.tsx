import type { ProxyCatalogue, ProxyView } from '@minsheng/shared/contracts/proxy'
import { go, pages, proxyPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { dayWords, isLive, scopeTitles, stateOf } from '../words'

function ProxyCard({ proxy, catalogue }: { proxy: ProxyView; catalogue: ProxyCatalogue | null }) {
  const { tone, label } = stateOf(proxy)
  const name = proxy.side === 'given' ? proxy.proxyName : proxy.elderName
  const waits = proxy.side === 'received' && proxy.state === 'invited'
  return (
    <Card tone={waits ? 'warm' : 'plain'}>
      <Box className='mine__top'>
        <Heading level={3}>{proxy.side === 'given' ? `请${name}替我办` : `替${name}办`}</Heading>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <Words className='mine__line'>{scopeTitles(proxy.scopes, catalogue)}</Words>
      <Words className='mine__small'>{`到 ${dayWords(proxy.until)}`}</Words>
      <Button kind={waits ? 'primary' : 'secondary'} aria-label={`打开，${name}，${label}`} onPress={() => go(proxyPage(proxy.id))}>
        {waits ? '看看，再答复' : '打开'}
      </Button>
    </Card>
  )
}

function Part({ title, none, items, catalogue }: { title: string; none: string; items: ProxyView[]; catalogue: ProxyCatalogue | null }) {
  return (
    <>
      <Heading level={2}>{title}</Heading>
      {items.length === 0 ? <Words className='mine__small'>{none}</Words> : null}
      {items.map((proxy) => (
        <ProxyCard key={proxy.id} proxy={proxy} catalogue={catalogue} />
      ))}
    </>
  )
}

export default function ProxiesPage() {
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('proxies', () => call('listMyProxies'))
  const catalogue = useRemote('catalogue', () => call('getProxyCatalogue'))
  useAgain(me.reload, remote.reload)
  const items = remote.data?.items ?? []
  const live = items.filter(isLive)
  const over = items.filter((proxy) => !isLive(proxy))
  const signedIn = me.data === null || me.data.phoneMasked !== null
  return (
    <Page title='亲情代办' remote={remote}>
      <Words className='mine__line'>请信得过的家人或社区工作人员，替您办几件事。哪些事、到哪天，您说了算；随时能收回。</Words>
      {signedIn ? (
        <>
          <Button onPress={() => go(pages.inviteProxy)}>请人替我办</Button>
          <Button kind='secondary' onPress={() => go(pages.proxyCode)}>
            我有代办码，替人办
          </Button>
          <Part title='替我办的人' none='还没有请人代办。' items={live.filter(({ side }) => side === 'given')} catalogue={catalogue.data} />
          <Part
            title='我替谁办'
            none='您现在没有替人代办。'
            items={live.filter(({ side }) => side === 'received')}
            catalogue={catalogue.data}
          />
          <List label='记录'>
            <ListRow icon='file-text/lake' title='以我的名义办过的事' onPress={() => go(pages.proxyDeeds)} />
          </List>
          {over.length > 0 ? <Part title='以前的' none='' items={over} catalogue={catalogue.data} /> : null}
        </>
      ) : (
        <SignInFirst why='登录后才能请人代办，或替家里人办事。' />
      )}
    </Page>
  )
}
