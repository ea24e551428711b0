import { useRouter } from '@tarojs/taro'
import { useCallback } from 'react'
import { goInstead, pages, projectPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Empty } from '../../../ui/empty'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { ProgressPostCard } from '../progress-post'

/** Everything a charity told of a project on its way, newest first. */
export default function ProgressPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('listProgress', { params: { projectId: id } }))
  const loadMore = useCallback((cursor: string) => call('listProgress', { params: { projectId: id }, query: { cursor } }), [id])
  const list = useFurtherPages(remote.data, loadMore)
  if (!id || (!remote.data && remote.failure?.code === 'not_found')) {
    return (
      <Page title='项目进展'>
        <Empty icon='circle-x/ink-2' title='没有找到这个项目' advice='它可能已经结束并移除。您可以看看别的项目。'>
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='项目进展' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='clock/osmanthus' title='还没有发布进展' advice='慈善组织发布以后，会出现在这里。'>
          <Button onPress={() => goInstead(projectPage(id))}>回到项目</Button>
        </Empty>
      ) : (
        <>
          {list.items.map((post) => (
            <ProgressPostCard key={post.id} post={post} />
          ))}
          <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
        </>
      )}
    </Page>
  )
}
