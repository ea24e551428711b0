import type { FurtherChannel, MessageSettings, ResidentKind } from '@minsheng/shared/contracts/message'
import { go, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { SubscribeAsk } from '../../../platform/subscribe/ask'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Choice, Tick } from '../../../ui/choice'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { useToast } from '../../../ui/toast'
import { kindWords, quietChoices, quietKey, quietWords, rowsOf, withWish } from './words'

type Change = (change: Partial<Pick<MessageSettings, 'quietHours'>> & { wishes?: ReturnType<typeof withWish> }) => Promise<void>

function Ticks({ settings, channel, onChange }: { settings: MessageSettings; channel: FurtherChannel; onChange: Change }) {
  const choose = (kind: ResidentKind, wanted: boolean) => void onChange({ wishes: withWish(settings, kind, channel, wanted) })
  return (
    <Card>
      {rowsOf(settings, channel).map(({ kind, on }) => (
        <Tick key={kind} label={kindWords[kind]} detail={on ? '收' : '不收'} on={on} onChange={(wanted) => choose(kind, wanted)} />
      ))}
    </Card>
  )
}

/** By which ways a person is told what, and when they are left in peace. */
export default function MessageSettingsPage() {
  const remote = useRemote('message-settings', () => call('getMessageSettings', {}))
  const { toast, say } = useToast()
  const settings = remote.data

  const change: Change = async (wanted) => {
    if (!settings) return
    const { quietHours, wishes } = settings
    try {
      remote.set(
        await call('putMessageSettings', {
          body: { quietHours, wishes: wishes.map(({ kind, on }) => ({ kind, on })), ...wanted },
        }),
      )
      say('已经改好')
    } catch (error) {
      say(`没有改成：${failureWords(error).title}`)
    }
  }

  return (
    <Page title='消息接收方式' remote={remote}>
      {settings ? (
        <>
          <Words>所有消息都会留在“消息”里。下面选的是，还要不要用别的办法告诉您。</Words>
          <Heading level={2}>短信</Heading>
          {settings.phoneMasked ? (
            <>
              <Words>{`发到 ${settings.phoneMasked}。只有微信没通知到时才发，不收钱。`}</Words>
              <Ticks settings={settings} channel='sms' onChange={change} />
            </>
          ) : (
            <Card>
              <Words>还没有手机号，收不到短信。用手机号登录后就能收到。</Words>
              <Button kind='secondary' onPress={() => go(pages.signIn)}>
                手机号登录
              </Button>
            </Card>
          )}
          <Heading level={2}>微信消息</Heading>
          {settings.hasWechat ? (
            <>
              <Words>微信规定，您同意一次，我们才能发一条。</Words>
              <SubscribeAsk moment='settings' />
              <Ticks settings={settings} channel='subscribe' onChange={change} />
            </>
          ) : (
            <Card>
              <Words>要在微信里打开“民生直达”小程序，才能收微信消息。</Words>
            </Card>
          )}
          <Heading level={2}>免打扰时间</Heading>
          <Words>这段时间里不发短信、不发微信，过后再发。关系到人身安全的事不等。</Words>
          <Choice
            label='免打扰时间'
            options={quietChoices(settings.quietHours).map((hours) => ({
              value: quietKey(hours),
              label: hours ? quietWords(hours) : '什么时候都可以',
            }))}
            value={quietKey(settings.quietHours)}
            onChoose={(value) =>
              void change({ quietHours: quietChoices(settings.quietHours).find((hours) => quietKey(hours) === value) ?? null })
            }
          />
        </>
      ) : null}
      {toast}
    </Page>
  )
}
