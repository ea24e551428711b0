import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { go, legalPage, pages } from '../../platform/navigate'
import { call, failureWords } from '../../platform/request'
import { signedOut } from '../../platform/session'
import { useUnreadBadge } from '../../platform/unread'
import { useRemote } from '../../platform/use-remote'
import { chooseView, useView } from '../../platform/view'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Tick } from '../../ui/choice'
import { Words } from '../../ui/element'
import { Heading } from '../../ui/heading'
import { List, ListRow } from '../../ui/list'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { useToast } from '../../ui/toast'

export default function MePage() {
  const remote = useRemote('me', () => call('getMe'))
  const view = useView()
  useUnreadBadge()
  const { toast, say } = useToast()
  const [leaving, setLeaving] = useState(false)
  const account = remote.data
  const bound = account?.phoneMasked ?? null

  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })

  const signOut = async () => {
    try {
      await call('closeSession')
    } catch (error) {
      say(`没有退出成功：${failureWords(error).title}`)
      return
    }
    signedOut()
    setLeaving(false)
    await remote.reload()
    say('已退出登录')
  }

  return (
    <Page tab title='我的'>
      <Card>
        {bound ? (
          <>
            <Heading level={2}>{account?.displayName ?? ''}</Heading>
            <Words>{`手机号 ${bound}`}</Words>
          </>
        ) : (
          <>
            <Heading level={2}>您还没有登录</Heading>
            <Words>
              {remote.failure ? `${remote.failure.title}。${remote.failure.advice}` : '不登录也能捐款。登录后换手机也能看到您的捐赠。'}
            </Words>
            {remote.failure ? (
              <Button kind='secondary' onPress={remote.reload}>
                再试一次
              </Button>
            ) : (
              <Button onPress={() => go(pages.signIn)}>手机号登录</Button>
            )}
          </>
        )}
      </Card>
      <Card>
        <Tick
          label='关怀版'
          detail='字更大，内容更简单'
          on={view.mode === 'care'}
          onChange={(on) => chooseView({ ...view, mode: on ? 'care' : 'standard' })}
        />
      </Card>
      <List label='我的'>
        <ListRow icon='file-text/lake' title='幸福清单' detail='能领哪些补贴、享受哪些服务' onPress={() => go(pages.benefits)} />
        <ListRow icon='receipt/lake' title='我的捐赠' onPress={() => go(pages.myGifts)} />
        {bound ? <ListRow icon='map-pin/lake' title='巡码' detail='志愿者去看看公益码还在不在' onPress={() => go(pages.patrol)} /> : null}
        <ListRow icon='bell/lake' title='消息接收方式' detail='短信、微信和免打扰时间' onPress={() => go(pages.messageSettings)} />
        <ListRow icon='heart-handshake/lake' title='亲情代办' detail='请家里人替您办事，或替家里人办事' onPress={() => go(pages.proxies)} />
        {bound ? (
          <ListRow icon='shield-check/lake' title='实名认证' detail='用身份证号核对，核对完不保存' onPress={() => go(pages.realName)} />
        ) : null}
        {bound ? <ListRow icon='users/lake' title='我和家里人' onPress={() => go(pages.household)} /> : null}
        <ListRow icon='database/lake' title='我的资料' detail='看登记了什么、谁看过，更正、下载、注销' onPress={() => go(pages.myData)} />
        <ListRow icon='hand-heart/lake' title='收不收感谢信' onPress={() => go(pages.letters)} />
        <ListRow icon='bell/lake' title='我的月捐' onPress={() => go(pages.myMonthly)} />
        <ListRow icon='users/lake' title='我的一起捐' onPress={() => go(pages.myTeams)} />
        {bound ? (
          <ListRow icon='smartphone/lake' title='登录的设备' detail='看账号在哪里开着，让别处退出' onPress={() => go(pages.devices)} />
        ) : null}
        <ListRow icon='a-large-small/lake' title='字号和版本' onPress={() => go(pages.settings)} />
      </List>
      <List label='关于'>
        <ListRow icon='phone-call/vermilion' title='工作台' detail='网格员和社区工作人员接一键呼' onPress={() => go(pages.workDesk)} />
        <ListRow icon='info/info' title='关于民生直达' onPress={() => go(legalPage('about'))} />
        <ListRow icon='shield-check/ink-2' title='隐私政策' onPress={() => go(legalPage('privacy'))} />
        <ListRow icon='file-text/ink-2' title='用户协议' onPress={() => go(legalPage('terms'))} />
      </List>
      {bound ? (
        <Button kind='quiet' onPress={() => setLeaving(true)}>
          退出登录
        </Button>
      ) : null}
      <Sheet open={leaving} title='要退出登录吗' closeWords='不退出' onClose={() => setLeaving(false)}>
        <Words>退出后，这部手机上看不到您的捐赠记录，再登录就能看到。</Words>
        <Button onPress={signOut} busyWords='正在退出…'>
          退出登录
        </Button>
      </Sheet>
      {toast}
    </Page>
  )
}
