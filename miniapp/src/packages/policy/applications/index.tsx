import type { Application } from '@minsheng/shared/contracts/policy'
import { formatDate } from '@minsheng/shared/units/clock'
import { applicationPage, go, listPage, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { useAgain } from '../../mine/use-again'
import { applicationStates } from '../application-words'

const loadMore = (cursor: string) => call('listMyApplications', { query: { cursor } })

function ApplicationCard({ application }: { application: Application }) {
  const { tone, label } = applicationStates[application.state]
  return (
    <Card onPress={() => go(applicationPage(application.id))} label={`${application.title}，${label}`}>
      <Box className='mine__top'>
        <Heading level={2}>{application.title}</Heading>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <Words className='mine__line'>{application.next.words}</Words>
      <Words className='mine__small'>
        {`${formatDate(new Date(application.submittedAt))}${application.asHousehold ? '家里人提交' : '提交'}`}
      </Words>
    </Card>
  )
}

/** What one applied for, and where each stands. */
export default function ApplicationsPage() {
  const remote = useRemote('applications', () => call('listMyApplications', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  useAgain(remote.reload)
  return (
    <Page title='申请进展' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='file-text/ink-2' title='您还没有申请过' advice='在幸福清单里点开一项，就能看到条件和申请的办法。'>
          <Button onPress={() => go(listPage('mine'))}>看幸福清单</Button>
        </Empty>
      ) : null}
      {list.items.map((application) => (
        <ApplicationCard key={application.id} application={application} />
      ))}
      {list.items.length > 0 ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
      <Button kind='secondary' onPress={() => go(pages.awards)}>
        看已经批准的待遇
      </Button>
    </Page>
  )
}
