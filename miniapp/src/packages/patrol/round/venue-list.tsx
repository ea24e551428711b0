import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { askPlace, type PhonePlace } from '../../../platform/locate'
import { go, patrolVisitPage } from '../../../platform/navigate'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { PageFailure, PageSkeleton, StaleNotice } from '../../../ui/page/page-states'
import { readRound } from '../known-round'
import { venueWords } from '../words'
import { MyPatrols } from './my-patrols'
import { Unsent } from './unsent'

/** Venues to go to, near first when the phone may say where it is. */
export function VenueList({ charityId }: { charityId: string }) {
  const [place, setPlace] = useState<PhonePlace | null>(null)
  const [refused, setRefused] = useState(false)
  const [visits, setVisits] = useState(0)
  const remote = useRemote(`${charityId} ${place?.lat} ${place?.lng}`, () => readRound(charityId, place))

  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) {
      void remote.reload()
      setVisits((count) => count + 1)
    }
    shownBefore.current = true
  })

  const byDistance = async () => {
    const found = await askPlace()
    setRefused(found === null)
    if (found) setPlace(found)
  }

  const round = remote.data
  if (!round) return remote.failure ? <PageFailure failure={remote.failure} onRetry={remote.reload} /> : <PageSkeleton />
  // The list of before stays until the new one is here, and so does what is said of it.
  const near = round.venues.some((venue) => venue.distanceM !== null)
  return (
    <>
      <Unsent key={visits} onSent={remote.reload} />
      {remote.failure ? <StaleNotice failure={remote.failure} onRetry={remote.reload} /> : null}
      <Heading level={2}>{near ? '离您近的点位' : '好久没人去的点位'}</Heading>
      {refused ? (
        <Card tone='warm'>
          <Words role='status'>没有拿到位置，就按多久没人去过来排。不影响巡码。</Words>
        </Card>
      ) : null}
      {place || round.venues.length === 0 ? null : (
        <Button kind='secondary' icon='map-pin/lake' onPress={byDistance} busyWords='正在看您在哪里…'>
          按离我近的排
        </Button>
      )}
      {round.venues.length === 0 ? (
        <Empty icon='map-pin/ink-2' title='现在没有要看的点位' advice='这家慈善组织还没有张贴公益码。' />
      ) : (
        <List label='要去的点位'>
          {round.venues.map((venue) => (
            <ListRow
              key={venue.venueId}
              icon='map-pin/lake'
              title={venue.name}
              detail={`${venueWords(venue, Date.now())}。${venue.address}`}
              onPress={() => go(patrolVisitPage(charityId, venue.venueId))}
            />
          ))}
        </List>
      )}
      {round.more > 0 ? <Words>{`还有 ${round.more} 个点位没有列出来，先看这些。`}</Words> : null}
      <MyPatrols key={`mine ${visits}`} />
    </>
  )
}
