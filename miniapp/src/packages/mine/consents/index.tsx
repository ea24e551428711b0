import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Words } from '../../../ui/element'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { ConsentCard } from './consent-card'
import { Wards } from './wards'

export default function ConsentsPage() {
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('consents', () => call('listMyConsents'))
  useAgain(me.reload, remote.reload)
  return (
    <Page title='我的同意' remote={remote}>
      <Words className='mine__line'>同意不同意都由您。撤回和同意一样方便，不影响您办别的事。</Words>
      {me.data?.phoneMasked === null ? (
        <SignInFirst why='登录后才能同意或撤回，这样我们知道是您本人。' />
      ) : (
        <>
          {remote.data?.items.map((consent) => (
            <ConsentCard key={consent.kind} consent={consent} onDone={remote.reload} />
          ))}
          <Wards />
          <List label='别的同意'>
            <ListRow icon='heart-handshake/lake' title='亲情代办授权' onPress={() => go(pages.proxies)} />
          </List>
        </>
      )}
    </Page>
  )
}
