import type { DataRequest } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useActing } from '../../../platform/acting'
import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Badge, type Tone } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import '../style.scss'
import { useAgain } from '../use-again'
import { dayWords } from '../words'
import { Decisions } from './decisions'

const states: Record<DataRequest['state'], { tone: Tone; label: string }> = {
  open: { tone: 'warm', label: '正在办' },
  accepted: { tone: 'success', label: '同意' },
  partly: { tone: 'info', label: '部分同意' },
  refused: { tone: 'danger', label: '没有同意' },
  withdrawn: { tone: 'muted', label: '已取消' },
}
const loadMore = (cursor: string) => call('listMyDataRequests', { query: { cursor } })

function RequestCard({ request }: { request: DataRequest }) {
  const { tone, label } = states[request.state]
  const due = `${dayWords(request.dueOn)}${request.dueProvisional ? '（放假安排公布后可能调整）' : ''}`
  return (
    <Card>
      <Box className='mine__top'>
        <Heading level={2}>{request.about}</Heading>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <Facts
        rows={[
          { label: '您说的', value: request.wanted },
          { label: '申请时间', value: formatInstant(new Date(request.askedAt)) },
          request.state === 'open' ? { label: '最晚答复', value: due } : { label: '答复', value: request.reason ?? '没有写理由' },
        ]}
      />
    </Card>
  )
}

export default function DataRequestsPage() {
  const remote = useRemote('requests', () => call('listMyDataRequests', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  const acting = useActing()
  useAgain(remote.reload)
  return (
    <Page title='我的申请' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='pencil/lake' title='您还没有申请过' advice='发现登记得不对，在“我的资料”里点“申请更正”。'>
          <Button onPress={() => go(pages.myData)}>看我的资料</Button>
        </Empty>
      ) : null}
      {list.items.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
      {list.items.length > 0 ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
      {acting ? null : <Decisions />}
    </Page>
  )
}
