import type { ProjectSummary } from '@minsheng/shared/contracts/donation'
import { assetUrl } from '../../../platform/asset-url'
import { go, projectPage } from '../../../platform/navigate'
import { Badge } from '../../../ui/badge'
import { Card } from '../../../ui/card'
import { Picture, Words } from '../../../ui/element'
import { Progress } from '../../../ui/progress'
import { notAcceptingWords, progressWords } from '../words'
import './style.scss'

/** A project as one of several: what for, by whom, how far; `first` of them all it is seen at once. */
export function ProjectCard({ project, first = false }: { project: ProjectSummary; first?: boolean }) {
  const words = progressWords(project)
  const elsewhere = project.acceptsGifts ? null : notAcceptingWords(project.channel)
  const spoken = [...(project.demo ? ['演示项目'] : []), project.title, project.charityName, words, ...(elsewhere ? [elsewhere] : [])]
  return (
    <Card label={spoken.join('，')} onPress={() => go(projectPage(project.id))}>
      {project.coverUrl ? <Picture src={assetUrl(project.coverUrl)} alt='' className='project-card__cover' first={first} /> : null}
      {project.demo ? <Badge tone='info'>演示项目</Badge> : null}
      <Words className='project-card__title'>{project.title}</Words>
      <Words className='project-card__purpose'>{project.purpose}</Words>
      <Words className='project-card__charity'>{project.charityName}</Words>
      <Progress label='筹款进度' part={project.totals.raisedFen} whole={project.goalFen} words={words} />
      {elsewhere ? <Badge tone='info'>{elsewhere}</Badge> : null}
    </Card>
  )
}
