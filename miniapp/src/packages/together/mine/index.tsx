import type { Team } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import { go, pages, teamPage } from '../../../platform/navigate'
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
import '../style.scss'
import { peopleWords, teamStates } from '../words'

const loadMore = (cursor: string) => call('listMyTeams', { query: { cursor } })

function TeamCard({ team }: { team: Team }) {
  const { tone, label } = teamStates[team.state]
  return (
    <Card>
      <Box className='together__top'>
        <Heading level={2}>{team.title}</Heading>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      <Words className='together__small'>{`捐给：${team.projectTitle}`}</Words>
      <Words className='together__line'>{`一共 ¥${formatYuan(team.raisedFen)}，${peopleWords(team)}`}</Words>
      <Button kind='secondary' aria-label={`打开，${team.title}`} onPress={() => go(teamPage(team.id))}>
        打开
      </Button>
    </Card>
  )
}

export default function MyTeamsPage() {
  const remote = useRemote('my-teams', () => call('listMyTeams', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })
  return (
    <Page title='我的一起捐' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='users/lake' title='您还没有发起过' advice='在项目页点“邀亲友一起捐”，就能开一个页面，转给亲友。'>
          <Button onPress={() => go(pages.projects)}>看看公益项目</Button>
        </Empty>
      ) : null}
      {list.items.map((team) => (
        <TeamCard key={team.id} team={team} />
      ))}
      {list.items.length > 0 ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
    </Page>
  )
}
