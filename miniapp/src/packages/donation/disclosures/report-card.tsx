import type { PublicReport } from '@minsheng/shared/contracts/donation'
import { assetUrl } from '../../../platform/asset-url'
import { openPdf } from '../../../platform/open-file'
import { failureWords } from '../../../platform/request'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Picture, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { useToast } from '../../../ui/toast'
import { CorrectionNote } from '../correction-note'
import { dateWords, dayWords, paragraphs, yuanWords } from '../words'

const kindWords: Record<PublicReport['kind'], string> = {
  campaign_periodic: '募捐情况',
  campaign_final: '募捐总报告',
  project_periodic: '项目实施情况',
  project_final: '项目总报告',
  annual: '年度报告',
  emergency: '应急募捐收支',
}

function factsOf({ figures, periodTo }: PublicReport) {
  return [
    { label: '收到捐款', value: `${yuanWords(figures.raisedFen)}，${figures.giftCount} 笔` },
    { label: '退还', value: yuanWords(figures.returnedFen) },
    { label: '用出去', value: yuanWords(figures.spentFen) },
    { label: `到${dateWords(periodTo)}还剩`, value: yuanWords(figures.leftFen) },
  ]
}

/** One report: its figures from the books, its words, pictures and attachment, and what was corrected in it. */
export function ReportCard({ report }: { report: PublicReport }) {
  const { toast, say } = useToast()
  const { fileUrl } = report
  const open = async (url: string) => {
    try {
      const outcome = await openPdf(url, `${report.subjectName}-${kindWords[report.kind]}.pdf`)
      say(outcome === 'opened' ? '文件已取到' : '微信里存不了文件，请点右上角，选“在浏览器打开”后再试')
    } catch (error) {
      say(`没有取到：${failureWords(error).title}`)
    }
  }
  return (
    <Card>
      <Heading level={2}>{`${report.subjectName}：${kindWords[report.kind]}`}</Heading>
      <Words className='disclosures__small'>{`${dateWords(report.periodFrom)}到${dateWords(report.periodTo)}`}</Words>
      <Words className='disclosures__small'>{`${dateWords(report.publishedOn)}公布`}</Words>
      {report.late ? <Badge tone='warm'>{`迟了，应在${dateWords(report.dueOn)}前公布`}</Badge> : null}
      <Facts rows={factsOf(report)} />
      <Words className='disclosures__small'>数字来自账本</Words>
      {paragraphs(report.text).map((paragraph) => (
        <Words key={paragraph} className='disclosures__words'>
          {paragraph}
        </Words>
      ))}
      {report.pictures.map((picture, index) => (
        <Picture key={picture} src={assetUrl(picture)} alt={`报告图片 ${index + 1}`} className='disclosures__picture' />
      ))}
      {fileUrl === null ? null : (
        <Button kind='secondary' icon='file-text/lake' onPress={() => open(fileUrl)} busyWords='正在取文件…'>
          打开附件（PDF）
        </Button>
      )}
      {report.corrections.length === 0 ? null : (
        <Fold title={`更正说明（${report.corrections.length} 条）`}>
          {[...report.corrections].reverse().map(({ at, note, text }) => (
            <CorrectionNote key={at} title={`${dayWords(at)}更正`} note={note} before={text} />
          ))}
        </Fold>
      )}
      {toast}
    </Card>
  )
}
