import { useRouter } from '@tarojs/taro'
import { useCallback } from 'react'
import { goInstead, pages, projectPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { Changes } from '../project/changes'
import { ReportCard } from './report-card'
import './style.scss'

/** What a charity told of a project, its reports and corrections, and what the law wants told. */
export default function DisclosuresPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('listDisclosures', { params: { projectId: id } }))
  const loadMore = useCallback((cursor: string) => call('listDisclosures', { params: { projectId: id }, query: { cursor } }), [id])
  const list = useFurtherPages(remote.data, loadMore)
  const shown = remote.data
  if (!id || (!shown && remote.failure?.code === 'not_found')) {
    return (
      <Page title='信息公开'>
        <Empty icon='circle-x/ink-2' title='没有找到这个项目' advice='它可能已经结束并移除。您可以看看别的项目。'>
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='信息公开' remote={remote}>
      {shown ? (
        <>
          <Words className='disclosures__words'>{`${shown.charityName}为“${shown.projectTitle}”公布的报告和更正。`}</Words>
          {shown.overdue === null ? null : (
            <Card tone='warm'>
              <Heading level={2}>有内容到期没有公布</Heading>
              <Words className='disclosures__words'>{`${shown.overdue}。公布以后马上恢复。`}</Words>
            </Card>
          )}
          {list.items.length === 0 ? (
            <Empty icon='file-text/ink-2' title='还没有公布过报告' advice='到期以前，慈善组织会在这里公布。'>
              <Button onPress={() => goInstead(projectPage(id))}>回到项目</Button>
            </Empty>
          ) : (
            <>
              {list.items.map((report) => (
                <ReportCard key={report.id} report={report} />
              ))}
              <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
            </>
          )}
          <Changes changes={shown.changes} />
          <Fold title='什么时候要公布'>
            {shown.rules.map((rule) => (
              <Words key={rule} className='disclosures__words'>
                {rule}
              </Words>
            ))}
          </Fold>
        </>
      ) : null}
    </Page>
  )
}
