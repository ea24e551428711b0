import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { go, goTab, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Choice } from '../../../ui/choice'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { readMemberships } from '../memberships'
import { VenueList } from './venue-list'

/** 巡码: for whom I patrol, and where to go. */
export default function PatrolRoundPage() {
  const remote = useRemote('patrol', readMemberships)
  const me = useRemote('me', () => call('getMe'))
  const [chosen, setChosen] = useState<string | null>(null)
  const memberships = remote.data ?? []
  const charityId = chosen ?? memberships[0]?.charityId ?? null

  // Back from accepting an invitation or from signing in.
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })

  if (remote.data && memberships.length === 0) {
    return (
      <Page title='巡码' heading={false}>
        <Empty level={1} icon='map-pin/ink-2' title='您还没有参加巡码' advice='慈善组织会把邀请链接发给您，点开它就能参加。'>
          {me.data && me.data.phoneMasked === null ? <Button onPress={() => go(pages.signIn)}>手机号登录</Button> : null}
          <Button kind='secondary' onPress={() => goTab(pages.me)}>
            回到“我的”
          </Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title='巡码' remote={remote}>
      {memberships.length > 1 ? (
        <>
          <Heading level={2}>为哪家慈善组织巡码</Heading>
          <Choice
            label='为哪家慈善组织巡码'
            options={memberships.map((one) => ({ value: one.charityId, label: one.charityName }))}
            value={charityId}
            onChoose={setChosen}
          />
        </>
      ) : null}
      {charityId ? <VenueList key={charityId} charityId={charityId} /> : null}
    </Page>
  )
}
