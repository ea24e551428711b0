import { go, pages } from '../../platform/navigate'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Page } from '../../ui/page'

export default function MessagesPage() {
  return (
    <Page tab title='消息'>
      <Empty icon='bell/ink-2' title='没有消息' advice='这里还没有给您的消息。每一笔捐赠有没有到账，请在“我的捐赠”里查看。'>
        <Button kind='secondary' onPress={() => go(pages.myGifts)}>
          看我的捐赠
        </Button>
      </Empty>
    </Page>
  )
}
