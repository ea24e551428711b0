import type { Team } from '@minsheng/shared/contracts/donation'
import { handsOnPages, webAddress } from '../../../platform/invite'
import { teamPage } from '../../../platform/navigate'
import { copyText } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { useToast } from '../../../ui/toast'

/** Hands the page on: WeChat's own way in the mini-program, a link in a browser. */
export function Invite({ team }: { team: Team }) {
  const { toast, say } = useToast()
  if (handsOnPages)
    return (
      <Button kind='secondary' icon='share-2/lake' openType='share'>
        转给亲友
      </Button>
    )
  const copy = async () => {
    const address = webAddress(teamPage(team.id))
    say((await copyText(address)) ? '链接已复制，可以发给亲友' : '没有复制成功，请从浏览器的分享里转发')
  }
  return (
    <>
      <Button kind='secondary' icon='copy/lake' onPress={copy}>
        复制链接，发给亲友
      </Button>
      {toast}
    </>
  )
}
