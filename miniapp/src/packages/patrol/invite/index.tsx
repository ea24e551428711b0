import { useDidShow, useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { go, goInstead, goTab, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Page } from '../../../ui/page'
import { nameError } from '../words'
import { tokenIn } from './token'

const closedWords = {
  accepted: { title: '这个邀请已经用过了', advice: '一个邀请只能一个人用。请让慈善组织再发一个给您。' },
  revoked: { title: '这个邀请已经收回', advice: '慈善组织收回了它。有疑问请联系他们。' },
  expired: { title: '这个邀请已经过期', advice: '邀请 7 天内有效。请让慈善组织再发一个给您。' },
} as const

/** An invitation to patrol: who asks, what it means, and one's name. */
export default function PatrolInvitePage() {
  const token = tokenIn(useRouter().params)
  return token ? <Invitation token={token} /> : <Broken />
}

function Broken() {
  return (
    <Page title='巡码邀请' heading={false}>
      <Empty level={1} icon='circle-x/ink-2' title='邀请链接不完整' advice='请从原来的消息里重新点开，或让慈善组织再发一次。'>
        <Button onPress={() => goTab(pages.home)}>回到首页</Button>
      </Empty>
    </Page>
  )
}

function Invitation({ token }: { token: string }) {
  const remote = useRemote(token, () => call('readPatrolInvite', { params: { token } }))
  const me = useRemote('me', () => call('getMe'))
  const shownBefore = useRef(false)
  useDidShow(() => {
    // Back from signing in.
    if (shownBefore.current) void Promise.all([me.reload(), remote.reload()])
    shownBefore.current = true
  })
  const failed = remote.failure?.code
  if (!remote.data && (failed === 'not_found' || failed === 'invalid_input')) return <Broken />
  const invite = remote.data
  if (!invite) return <Page title='巡码邀请' remote={remote} />
  if (invite.mine) {
    return (
      <Page title='巡码邀请' heading={false}>
        <Empty level={1} icon='circle-check/success' title='您已经参加了' advice={`您在为${invite.charityName}巡码。`}>
          <Button onPress={() => goInstead(pages.patrol)}>去巡码</Button>
        </Empty>
      </Page>
    )
  }
  if (invite.state !== 'open') {
    return (
      <Page title='巡码邀请' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' {...closedWords[invite.state]}>
          <Button onPress={() => goTab(pages.home)}>回到首页</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='请您帮忙巡码'>
      <Card tone='calm'>
        <Icon of='heart-handshake/lake' size='large' />
        <Heading level={2}>{invite.charityName}</Heading>
        <Words>{`请您帮忙看看社区和商店里的公益码：还在不在，清不清楚，有没有被人换成假的。`}</Words>
        <Words>路过的时候扫一扫就行，不用专门跑，也可以随时不做。</Words>
      </Card>
      {me.data && me.data.phoneMasked === null ? (
        <>
          <Words>先用手机号登录，再接受邀请。</Words>
          <Button onPress={() => go(pages.signIn)}>手机号登录</Button>
        </>
      ) : (
        <AcceptForm token={token} />
      )}
    </Page>
  )
}

function AcceptForm({ token }: { token: string }) {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const accept = async () => {
    setTried(true)
    if (nameError(name)) return
    try {
      await call('acceptPatrolInvite', { params: { token }, body: { name: name.trim() } })
      goInstead(pages.patrol)
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }
  return (
    <>
      <Field
        name='volunteer-name'
        label='您的姓名'
        hint='只给这家慈善组织看'
        value={name}
        maxLength={20}
        error={tried ? nameError(name) : null}
        onInput={(value) => {
          setName(value)
          setProblem(null)
        }}
      />
      <Box role='alert'>{problem ? <Words>{problem}</Words> : null}</Box>
      <Button onPress={accept} busyWords='正在参加…'>
        接受邀请
      </Button>
    </>
  )
}
