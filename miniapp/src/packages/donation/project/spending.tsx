import type { Project, SpendingItem } from '@minsheng/shared/contracts/donation'
import { assetUrl } from '../../../platform/asset-url'
import { enlarge } from '../../../platform/enlarge'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Picture, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { More } from '../../../ui/more'
import { Progress } from '../../../ui/progress'
import { dateWords, lineWords, yuanWords } from '../words'

const NONE = '还没有支出。支出后会在这里逐笔公布。'

/** The section as it is read out. */
export function spokenSpending({ totals, spending }: Project): string[] {
  const { spentFen, leftFen, spendingCount } = spending
  if (spendingCount === 0) return [`善款去向。${NONE}`]
  return [`善款去向。筹到${yuanWords(totals.raisedFen)}，用了${spendingCount}笔，一共${yuanWords(spentFen)}，还剩${yuanWords(leftFen)}。`]
}

function Sums({ project }: { project: Project }) {
  const { totals, spending } = project
  const moved = [
    ...(spending.surplusInFen > 0 ? [{ label: '别的项目转来', value: <Money fen={spending.surplusInFen} /> }] : []),
    ...(spending.surplusOutFen > 0 ? [{ label: '转给别的项目', value: <Money fen={spending.surplusOutFen} /> }] : []),
  ]
  return (
    <Card>
      <Facts
        rows={[
          { label: '筹到', value: <Money fen={totals.raisedFen} /> },
          ...moved,
          { label: '用了', value: <Money fen={spending.spentFen} /> },
          { label: '还剩', value: <Money fen={spending.leftFen} /> },
        ]}
      />
      {spending.lines.map((line) => (
        <Progress key={line.label} label={line.label} part={line.spentFen} whole={line.budgetFen} words={lineWords(line)} />
      ))}
    </Card>
  )
}

function Voucher({ url, purpose }: { url: string; purpose: string }) {
  return (
    <>
      <Picture src={url} alt={`凭证图片：${purpose}`} className='project__voucher' />
      <Button kind='quiet' aria-label={`看大图：${purpose}的凭证`} onPress={() => enlarge(url)}>
        看大图
      </Button>
    </>
  )
}

function Spent({ item }: { item: SpendingItem }) {
  return (
    <Card>
      <Words className='project__small'>{dateWords(item.spentOn)}</Words>
      <Heading level={3}>{item.purpose}</Heading>
      <Money fen={item.amountFen} size='title' />
      <Words className='project__small'>{`付给 ${item.payee}`}</Words>
      <Words className='project__small'>{`${item.budgetLabel}，有 ${item.voucherCount} 份凭证`}</Words>
      {item.reversed ? (
        <Words className='project__reversed'>{`${dateWords(item.reversed.on)}冲正，这笔钱已回到项目里：${item.reversed.reason}`}</Words>
      ) : null}
      {item.pictureUrl ? <Voucher url={assetUrl(item.pictureUrl)} purpose={item.purpose} /> : null}
    </Card>
  )
}

function Surpluses({ project }: { project: Project }) {
  return (
    <>
      {project.spending.surpluses.map((one) => (
        <Card key={`${one.direction}-${one.on}-${one.otherTitle}`} tone='calm'>
          <Words className='project__small'>{dateWords(one.on)}</Words>
          <Words className='project__paragraph'>
            {one.direction === 'out'
              ? `项目结束后剩下 ${yuanWords(one.amountFen)}，转给“${one.otherTitle}”。`
              : `“${one.otherTitle}”结束后剩下 ${yuanWords(one.amountFen)}，转到这里。`}
          </Words>
          <Words className='project__small'>{one.note}</Words>
        </Card>
      ))}
    </>
  )
}

function SpendingList({ projectId }: { projectId: string }) {
  const params = { projectId }
  const first = useRemote(projectId, () => call('listSpending', { params, query: { limit: 5 } }))
  const list = useFurtherPages(first.data, (cursor) => call('listSpending', { params, query: { limit: 20, cursor } }))
  if (!first.data) {
    return (
      <Box role='status'>
        <Words className='project__small'>{first.failure ? `支出明细没有读到：${first.failure.title}` : '正在读取支出明细…'}</Words>
        {first.failure ? (
          <Button kind='secondary' onPress={first.reload} busyWords='正在读取…'>
            再试一次
          </Button>
        ) : null}
      </Box>
    )
  }
  return (
    <>
      {list.items.map((item) => (
        <Spent key={item.id} item={item} />
      ))}
      {list.items.length > 0 ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
    </>
  )
}

/** Where the money went: what came, what was spent on each line, what is left, and each spending. */
export function Spending({ project }: { project: Project }) {
  const { spending, totals } = project
  const isQuiet = totals.raisedFen === 0 && spending.surplusInFen === 0 && spending.spentFen === 0
  return (
    <>
      <Heading level={2}>善款去向</Heading>
      {isQuiet ? null : <Sums project={project} />}
      {spending.spendingCount === 0 ? <Words className='project__paragraph'>{NONE}</Words> : null}
      <Surpluses project={project} />
      {isQuiet ? null : <SpendingList projectId={project.id} />}
    </>
  )
}
