import type { RealName } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { go, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { useView } from '../../../platform/view'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { Sheet } from '../../../ui/sheet'
import { LinkNotice } from '../link-notice'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { OneByOne, Together } from './questions'
import { useRealName } from './use-real-name'

/** Taking it back is as easy as giving it was. */
function Withdrawing({ onDone }: { onDone: (answer: RealName) => void }) {
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const withdraw = async () => {
    try {
      onDone(await call('withdrawMyRealName'))
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setFailure(`没有收回成功：${title}。${advice}`)
    }
  }
  return (
    <>
      <Button kind='quiet' onPress={() => setAsking(true)}>
        收回实名认证
      </Button>
      <Sheet open={asking} title='要收回实名认证吗' closeWords='不收回' onClose={() => setAsking(false)}>
        <Words className='mine__line'>
          收回后，认证的结果就删掉，看不到幸福清单；居民登记只按您的手机号来找，找到了也隐去一部分。以后用浙里办登录也不会自动认证。想用时可以再认证。
        </Words>
        <Box role='alert'>{failure ? <Words className='mine__failure'>{failure}</Words> : null}</Box>
        <Button kind='danger' onPress={withdraw} busyWords='正在收回…'>
          收回
        </Button>
      </Sheet>
    </>
  )
}

/** That this account is mine: name and ID number, checked once and not kept. */
export default function RealNamePage() {
  const { mode } = useView()
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('real-name', () => call('getMyRealName'))
  useAgain(me.reload, remote.reload)
  /** Someone whom the records did not have when they were verified comes back once they are there. */
  const [again, setAgain] = useState(false)
  const entry = useRealName((answer) => {
    setAgain(false)
    remote.set(answer)
  })
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
          <Withdrawing onDone={remote.set} />
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
      {found?.link === 'unregistered' && !again ? (
        <Button kind='secondary' onPress={() => setAgain(true)}>
          登记好了，再核对一次
        </Button>
      ) : null}
      {found?.mayVerify && (found.state === 'none' || again) ? <Questions entry={entry} text={found.text} /> : null}
    </Page>
  )
}
