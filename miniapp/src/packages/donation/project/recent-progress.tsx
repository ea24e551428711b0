import { go, progressPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { ProgressPostCard } from '../progress-post'

const SHOWN = 2

/** The newest posts of a project; what can't be read leaves the rest of the page as it is. */
export function RecentProgress({ projectId }: { projectId: string }) {
  const { data, failure, reload } = useRemote(projectId, () => call('listProgress', { params: { projectId }, query: { limit: SHOWN } }))
  return (
    <>
      <Heading level={2}>项目进展</Heading>
      {data?.items.map((post) => (
        <ProgressPostCard key={post.id} post={post} level={3} />
      ))}
      {data?.items.length === 0 ? <Words className='project__paragraph'>还没有发布进展。有了新进展，会出现在这里。</Words> : null}
      {!data && failure ? (
        <>
          <Words className='project__paragraph'>{`项目进展没有取到：${failure.title}`}</Words>
          <Button kind='secondary' onPress={reload}>
            再试一次
          </Button>
        </>
      ) : null}
      {data?.nextCursor ? (
        <Button kind='secondary' onPress={() => go(progressPage(projectId))}>
          看全部进展
        </Button>
      ) : null}
    </>
  )
}
