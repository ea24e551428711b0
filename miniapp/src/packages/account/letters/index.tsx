import type { ThanksSender } from '@minsheng/shared/contracts/donation'
import { go, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Tick } from '../../../ui/choice'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Page } from '../../../ui/page'
import { useToast } from '../../../ui/toast'

/** Whose letters of thanks one wants: every charity one gave to, each with its own tick. */
export default function LettersPage() {
  const remote = useRemote('thanks-senders', () => call('listThanksSenders'))
  const { toast, say } = useToast()
  const senders = remote.data?.items ?? []

  const choose = async ({ charityId, charityName }: ThanksSender, wanted: boolean) => {
    try {
      const changed = await call('setThanksSender', { params: { charityId }, body: { muted: !wanted } })
      remote.set({ items: senders.map((sender) => (sender.charityId === charityId ? changed : sender)) })
      say(wanted ? `会收到${charityName}的感谢信` : `不再收${charityName}的感谢信`)
    } catch (error) {
      say(`没有改成：${failureWords(error).title}`)
    }
  }

  return (
    <Page title='感谢信' remote={remote}>
      {remote.data && senders.length === 0 ? (
        <Empty icon='hand-heart/lake' title='您还没有捐过' advice='捐过以后，可以在这里选择收不收各家慈善组织的感谢信。'>
          <Button kind='secondary' onPress={() => go(pages.projects)}>
            看看公益项目
          </Button>
        </Empty>
      ) : null}
      {senders.length > 0 ? (
        <>
          <Words>您捐过的慈善组织可能会给您写感谢信。不想收哪家的，就把它关掉；退款和项目进展的消息还会照常收到。</Words>
          {senders.map((sender) => (
            <Card key={sender.charityId}>
              <Tick
                label={sender.charityName}
                detail={sender.muted ? '不收感谢信' : '收感谢信'}
                on={!sender.muted}
                onChange={(on) => void choose(sender, on)}
              />
            </Card>
          ))}
        </>
      ) : null}
      {toast}
    </Page>
  )
}
