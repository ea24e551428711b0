import type { Project, ProjectMatching } from '@minsheng/shared/contracts/donation'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { assetUrl } from '../../../platform/asset-url'
import { warn } from '../../../platform/log'
import { disclosuresPage, giveToProjectPage, go, goInstead, pages, projectPage, startTeamPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { AfterPaint } from '../../../ui/after-paint'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Picture, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { Progress } from '../../../ui/progress'
import { ReadAloud } from '../../../ui/read-aloud'
import { budgetWords, goalWords, instantWords, paragraphs, progressWords } from '../words'
import { Changes } from './changes'
import { LegalFacts } from './legal-facts'
import { Matchings } from './matchings'
import { NotAccepting } from './not-accepting'
import { Plan } from './plan'
import { RecentProgress } from './recent-progress'
import { Reconciled } from './reconciled'
import { Spending, spokenSpending } from './spending'
import './style.scss'

/** The page as it is read out. */
function spoken(project: Project): string[] {
  return [
    ...(project.demo ? ['这是演示项目，不是真实募捐。'] : []),
    project.title,
    project.purpose,
    `由${project.charityName}发起。${progressWords(project)}。`,
    ...(project.notAcceptingReason ? [project.notAcceptingReason] : []),
    '为什么发起。',
    ...paragraphs(project.story),
    `谁会得到帮助。${project.beneficiaries}`,
    `钱用在哪里。${project.use}`,
    ...spokenSpending(project),
  ]
}

/** A project, and what companies promised to add: together, so that nothing is pushed down when the promises come. */
async function load(projectId: string): Promise<{ project: Project; matchings: readonly ProjectMatching[] }> {
  const params = { projectId }
  const [project, matchings] = await Promise.all([
    call('getProject', { params }),
    // Without them the page is still worth reading.
    call('listProjectMatchings', { params }).catch((error: unknown) => warn('load', error)),
  ])
  return { project, matchings: matchings?.items ?? [] }
}

/** Under the first screen, in three pieces: each is drawn when the one above it stands, so that a slow phone is never busy for long. */
function Below({ project }: { project: Project }) {
  return (
    <>
      <Heading level={2}>为什么发起</Heading>
      {paragraphs(project.story).map((paragraph) => (
        <Words key={paragraph} className='project__paragraph'>
          {paragraph}
        </Words>
      ))}
      <Heading level={2}>谁会得到帮助</Heading>
      <Words className='project__paragraph'>{project.beneficiaries}</Words>
      <Heading level={2}>钱用在哪里</Heading>
      <Words className='project__paragraph'>{project.use}</Words>
      <Card>
        {project.budget.map((line) => (
          <Progress
            key={line.label}
            label={line.label}
            part={line.amountFen}
            whole={project.goalFen}
            words={budgetWords(line, project.goalFen)}
          />
        ))}
      </Card>
      <AfterPaint>
        <Spending project={project} />
        <Plan project={project} />
        <RecentProgress projectId={project.id} />
        <AfterPaint>
          <Changes changes={project.changes} />
          <LegalFacts project={project} />
          {project.acceptsGifts ? (
            <Button kind='quiet' icon='users/lake' onPress={() => go(startTeamPage(project.id))}>
              邀亲友一起捐
            </Button>
          ) : null}
          <Button kind='secondary' icon='file-text/lake' onPress={() => go(disclosuresPage(project.id))}>
            看信息公开
          </Button>
        </AfterPaint>
      </AfterPaint>
    </>
  )
}

function Story({ project, matchings }: { project: Project; matchings: readonly ProjectMatching[] }) {
  return (
    <>
      {project.coverUrl ? <Picture src={assetUrl(project.coverUrl)} alt={project.title} className='project__cover' first /> : null}
      {project.demo ? <Badge tone='info'>演示项目，不是真实募捐</Badge> : null}
      <Heading level={1}>{project.title}</Heading>
      <Words className='project__purpose'>{project.purpose}</Words>
      <AfterPaint>
        <ReadAloud words={spoken(project)} />
        <Card>
          <Words className='project__small'>已经筹到</Words>
          <Money fen={project.totals.raisedFen} size='large' />
          <Progress label='筹款进度' part={project.totals.raisedFen} whole={project.goalFen} words={goalWords(project)} />
          <Words className='project__small'>
            {`${project.totals.giftCount === 0 ? '还没有收到捐赠' : `一共 ${project.totals.giftCount} 笔`}，数字来自账本，截至 ${instantWords(project.totals.asOf)}`}
          </Words>
          <Reconciled charityId={project.charity.id} />
        </Card>
        <Matchings matchings={matchings} />
        {project.acceptsGifts ? null : <NotAccepting project={project} />}
        <AfterPaint>
          <Below project={project} />
        </AfterPaint>
      </AfterPaint>
    </>
  )
}

export default function ProjectPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => load(id))
  const project = remote.data?.project
  useShareAppMessage(() => ({ title: project ? `${project.title} · ${project.charityName}` : '公益项目', path: projectPage(id) }))

  if (!id || (!project && remote.failure?.code === 'not_found')) {
    return (
      <Page title='项目详情' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这个项目' advice='它可能已经结束并移除。您可以看看别的项目。'>
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  const bottom = project?.acceptsGifts ? <Button onPress={() => go(giveToProjectPage(project.id))}>捐一笔</Button> : undefined
  return (
    <Page title='项目详情' heading={false} remote={remote} bottom={bottom}>
      {remote.data ? (
        <Box className='project'>
          <Story {...remote.data} />
        </Box>
      ) : null}
    </Page>
  )
}
