import type { Receipt } from '@minsheng/shared/contracts/donation'
import { useRouter } from '@tarojs/taro'
import { go, goInstead, pages, tracePage } from '../../../platform/navigate'
import { openPdf } from '../../../platform/open-file'
import { call, failureWords } from '../../../platform/request'
import { copyText } from '../../../platform/share'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Page } from '../../../ui/page'
import { useToast } from '../../../ui/toast'
import { ReceiptPaper } from './receipt-paper'
import { Waive } from './waive'

interface ActionsProps {
  receipt: Receipt
  onWaived: (receipt: Receipt) => void
}

function Actions({ receipt, onWaived }: ActionsProps) {
  const { toast, say } = useToast()
  const { number, verifyUrl } = receipt
  const open = async () => {
    try {
      const outcome = await openPdf(`/api/v1/gifts/${receipt.giftId}/receipt/pdf`, `捐赠凭证-${number}.pdf`)
      say(outcome === 'opened' ? '凭证文件已取到' : '微信里存不了文件，请点右上角，选“在浏览器打开”后再试')
    } catch (error) {
      say(`没有取到：${failureWords(error).title}`)
    }
  }
  const copy = async (link: string) =>
    say((await copyText(link)) ? '已复制，发给需要核对的人就行' : '没有复制成功，请把编号和校验码告诉对方')
  return (
    <>
      {number ? (
        <Button icon='file-text/white' onPress={open} busyWords='正在取凭证…'>
          取凭证文件（PDF）
        </Button>
      ) : null}
      {verifyUrl ? (
        <Button kind='secondary' icon='copy/lake' onPress={() => copy(verifyUrl)}>
          复制核对链接
        </Button>
      ) : null}
      {receipt.state === 'issued' && !receipt.waivedAt ? <Waive giftId={receipt.giftId} onWaived={onWaived} say={say} /> : null}
      {toast}
    </>
  )
}

export default function ReceiptPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getMyReceipt', { params: { giftId: id } }))
  const { data: receipt, failure } = remote
  const none = failure?.code === 'wrong_state' || failure?.code === 'not_found'
  if (!id || (!receipt && none)) {
    return (
      <Page title='捐赠凭证'>
        <Empty
          icon='receipt/ink-2'
          title={failure?.code === 'wrong_state' ? '这笔捐赠没有凭证' : '没有找到这笔捐赠'}
          advice={failure?.code === 'wrong_state' ? failure.title : '它可能属于另一个账号。请用捐款时的微信或手机号登录后再看。'}
        >
          <Button onPress={() => goInstead(pages.myGifts)}>去我的捐赠</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='捐赠凭证' heading={false} remote={remote}>
      {receipt ? (
        <>
          <ReceiptPaper receipt={receipt} />
          <Actions receipt={receipt} onWaived={remote.set} />
          <Button kind='secondary' onPress={() => go(tracePage(receipt.giftId))}>
            这笔钱去了哪里
          </Button>
          <Words>{`这张凭证不是公益事业捐赠票据，不能用来抵扣税款。需要票据的，请联系${receipt.charityName}：${receipt.contactPhone}。`}</Words>
        </>
      ) : null}
    </Page>
  )
}
