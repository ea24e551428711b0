import type { Team } from '@minsheng/shared/contracts/donation'
import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro'
import { useRef } from 'react'
import { giveThroughTeamPage, go, goInstead, pages, projectPage, teamPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { SubscribeAsk } from '../../../platform/subscribe/ask'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { Progress } from '../../../ui/progress'
import { ReadAloud } from '../../../ui/read-aloud'
import '../style.scss'
import { dayWords, peopleWords, targetWords, teamStates } from '../words'
import { EndTeam } from './end'
import { Invite } from './invite'
import { LatestGifts } from './latest-gifts'
import { Report } from './report'
import { useOpening } from './use-opening'

/** The page as it is read out. */
function spoken(team: Team): string[] {
  return [
    ...(team.demo ? ['这是演示项目，不是真实募捐。'] : []),
    team.title,
    `${team.starterLabel.replace(/\*+$/, '')}发起，捐给：${team.projectTitle}。`,
    team.words,
    `${peopleWords(team)}。`,
  ]
}

function OwnState({ team }: { team: Team }) {
  const { label, tone } = teamStates[team.state]
  const words = team.state === 'checking' ? '一般几秒钟就好。通过以前，只有您自己看得到这一页。' : team.stateReason
  if (team.state === 'open') return null
  return (
    <Card tone='warm'>
      <Badge tone={tone}>{label}</Badge>
      {words ? (
        <Words role='status' className='together__line'>
          {words}
        </Words>
      ) : null}
    </Card>
  )
}

function Content({ team, onEnded }: { team: Team; onEnded: (team: Team) => void }) {
  const isOver = team.state === 'ended'
  return (
    <Box className='together'>
      {team.mine ? <OwnState team={team} /> : null}
      {!team.mine && isOver ? <Badge tone='muted'>这个一起捐已经结束</Badge> : null}
      {team.demo ? <Badge tone='info'>演示项目，不是真实募捐</Badge> : null}
      <Heading level={1}>{team.title}</Heading>
      <Words className='together__line'>{team.words}</Words>
      <Words className='together__small'>{`${team.starterLabel} 发起，到${dayWords(team.endsOn)}为止`}</Words>
      <ReadAloud words={spoken(team)} />
      <Card>
        <Words className='together__small'>大家一共捐了</Words>
        <Money fen={team.raisedFen} size='large' />
        {team.targetFen === null ? null : (
          <Progress label='离目标多远' part={team.raisedFen} whole={team.targetFen} words={targetWords(team)} />
        )}
        <Words className='together__small'>{`${peopleWords(team)}。只算已经到账、没有退回的钱。`}</Words>
      </Card>
      <Card tone='calm'>
        <Words className='together__line'>{`捐给：${team.projectTitle}`}</Words>
        <Words className='together__small'>{`钱直接进入${team.charityName}的账户，发起人和平台都不经手。`}</Words>
        <Button kind='quiet' onPress={() => go(projectPage(team.projectId))}>
          看看这个项目
        </Button>
      </Card>
      <LatestGifts teamId={team.id} people={team.people} raisedFen={team.raisedFen} />
      {team.state === 'open' ? <Invite team={team} /> : null}
      {team.mine && !isOver ? <SubscribeAsk moment='team_started' /> : null}
      {team.mine && (team.state === 'open' || team.state === 'in_review') ? <EndTeam team={team} onEnded={onEnded} /> : null}
      {team.mine ? null : <Report team={team} />}
    </Box>
  )
}

export default function TeamPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getTeam', { params: { teamId: id } }))
  const team = remote.data
  useOpening(remote)
  useShareAppMessage(() => ({
    title: team?.state === 'open' ? team.title : '公益项目',
    path: team?.state === 'open' ? teamPage(id) : pages.projects,
  }))

  // Coming back from the cashier, a gift may have been paid meanwhile.
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })

  if (!id || (!team && remote.failure?.code === 'not_found')) {
    return (
      <Page title='一起捐' heading={false}>
        <Empty
          level={1}
          icon='circle-x/ink-2'
          title='没有找到这个一起捐'
          advice='它可能还没有通过检查，或者已经不显示了。您可以直接看看项目。'
        >
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  const bottom = team?.acceptsGifts ? <Button onPress={() => go(giveThroughTeamPage(team.projectId, team.id))}>捐一笔</Button> : undefined
  return (
    <Page title='一起捐' heading={false} remote={remote} bottom={bottom}>
      {team ? <Content team={team} onEnded={remote.set} /> : null}
    </Page>
  )
}
