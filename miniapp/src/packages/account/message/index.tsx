import { formatInstant } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { linkWords, paragraphs } from '../../../pages/messages/words'
import { follow, go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import './style.scss'

/** One message; opening it is reading it. */
export default function MessagePage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id, () => call('readMessage', { params: { messageId: id } }))
  const message = remote.data
  const link = message?.link
  return (
    <Page title='消息' heading={message === null} remote={remote}>
      {message ? (
        <>
          <Heading level={1}>{message.title}</Heading>
          <Words className='message__when'>{formatInstant(new Date(message.createdAt))}</Words>
          <Card>
            {paragraphs(message.body).map((paragraph, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message's words never change
              <Words key={place} className='message__paragraph'>
                {paragraph}
              </Words>
            ))}
          </Card>
          <ReadAloud words={[message.title, ...paragraphs(message.body)]} />
          {link ? <Button onPress={() => follow(link)}>{linkWords[message.kind]}</Button> : null}
          {message.kind === 'thanks' ? (
            <Button kind='quiet' onPress={() => go(pages.letters)}>
              不想再收感谢信
            </Button>
          ) : null}
        </>
      ) : null}
    </Page>
  )
}
