import { formatInstant } from '@minsheng/shared/units/clock'
import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { useView } from '../../../platform/view'
import { Badge } from '../../../ui/badge'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { LinkNotice } from '../link-notice'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { OneByOne, Together } from './questions'
import { useRealName } from './use-real-name'

/** That this account is mine: name and ID number, checked once and not kept. */
export default function RealNamePage() {
  const { mode } = useView()
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('real-name', () => call('getMyRealName'))
  useAgain(me.reload, remote.reload)
  const entry = useRealName(remote.set)
  if (me.data?.phoneMasked === null) {
    return (
      <Page title='实名认证'>
        <SignInFirst why='登录后才能做实名认证，这样认证的是您自己的账号。' />
      </Page>
    )
  }
  const found = remote.data
  const Questions = mode === 'care' ? OneByOne : Together
  return (
    <Page title='实名认证' remote={remote}>
      {found?.state === 'verified' ? (
        <>
          <Card tone='calm'>
            <Box className='mine__top'>
              <Heading level={2}>{found.nameMasked ?? ''}</Heading>
              <Badge tone='success'>已经实名</Badge>
            </Box>
            <Facts
              rows={[
                { label: '认证时间', value: found.verifiedAt ? formatInstant(new Date(found.verifiedAt)) : '' },
                { label: '身份证号', value: '核对完没有保存' },
              ]}
            />
          </Card>
          {found.link ? <LinkNotice link={found.link} /> : null}
          {found.link === 'linked' ? (
            <>
              <Words className='mine__line'>您的账号和居民登记对上了。</Words>
              <List label='能看的'>
                <ListRow icon='users/lake' title='我和家里人' onPress={() => go(pages.household)} />
                <ListRow icon='database/lake' title='我的资料' onPress={() => go(pages.myData)} />
              </List>
            </>
          ) : null}
        </>
      ) : null}
      {found?.mayVerify ? (
        <>
          {found.state === 'verified' ? <Heading level={2}>再核对一次</Heading> : null}
          <Questions entry={entry} text={found.text} />
        </>
      ) : null}
    </Page>
  )
}
