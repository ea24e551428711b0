import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { ProjectCard } from '../project-card'

const loadMore = (cursor: string) => call('listProjects', { query: { cursor } })

export default function ProjectsPage() {
  const first = useRemote('projects', () => call('listProjects', {}))
  const list = useFurtherPages(first.data, loadMore)
  return (
    <Page title='公益项目' remote={first}>
      {first.data && list.items.length === 0 ? (
        <Empty icon='heart-handshake/ink-2' title='现在没有正在募捐的项目' advice='有了新的项目，会出现在这里。' />
      ) : (
        <>
          <Words>每个项目都由慈善组织发起，捐款直接进入该组织的账户。</Words>
          {list.items.map((project, index) => (
            <ProjectCard key={project.id} project={project} first={index === 0} />
          ))}
          <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
        </>
      )}
    </Page>
  )
}
