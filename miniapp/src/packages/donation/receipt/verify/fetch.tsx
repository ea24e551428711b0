import { openPdf } from '../../../../platform/open-file'
import { failureWords } from '../../../../platform/request'
import { Button } from '../../../../ui/button'
import { useToast } from '../../../../ui/toast'
import type { Asked } from './look-up'

/** For a company that gave by bank transfer: it has no account here, number and check code stand for it. */
export function Fetch({ asked }: { asked: Asked }) {
  const { toast, say } = useToast()
  const open = async () => {
    const path = `/api/v1/receipts/${encodeURIComponent(asked.number)}/pdf?check=${encodeURIComponent(asked.check)}`
    try {
      const outcome = await openPdf(path, `捐赠凭证-${asked.number}.pdf`)
      say(outcome === 'opened' ? '凭证文件已取到' : '微信里存不了文件，请点右上角，选“在浏览器打开”后再试')
    } catch (error) {
      say(`没有取到：${failureWords(error).title}`)
    }
  }
  return (
    <>
      <Button icon='file-text/white' onPress={open} busyWords='正在取凭证…'>
        取凭证文件（PDF）
      </Button>
      {toast}
    </>
  )
}
