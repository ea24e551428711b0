import { useRouter } from '@tarojs/taro'
import { goInstead, pages } from '../../../platform/navigate'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { type PatrolVenue, readVenue } from '../known-round'
import { lastVisitWords } from '../words'
import { Done } from './done'
import { Observe } from './observe'
import { ScanHere } from './scan-here'
import './style.scss'
import { useVisit } from './use-visit'

/** One venue: what should hang here, what does, and how it looks. */
export default function PatrolVisitPage() {
  const { c: charityId = '', v: venueId = '' } = useRouter().params
  const remote = useRemote(`${charityId} ${venueId}`, async () => ({ venue: await readVenue(charityId, venueId) }))
  if (!remote.data) return <Page title='看一看这里的码' remote={remote} />
  const { venue } = remote.data
  if (!venue) {
    return (
      <Page title='看一看这里的码' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='这里现在没有要看的码' advice='码可能已经停用。请回到列表，看看别的点位。'>
          <Button onPress={() => goInstead(pages.patrol)}>回到巡码</Button>
        </Empty>
      </Page>
    )
  }
  return <Visit charityId={charityId} venue={venue} />
}

function Venue({ venue }: { venue: PatrolVenue }) {
  return (
    <Card>
      <Heading level={1}>{venue.name}</Heading>
      <Words>{venue.address}</Words>
      <Words className='visit__small'>{lastVisitWords(venue.lastPatrolledAt, Date.now())}</Words>
      <Facts
        rows={venue.codes.map((code) => ({
          label: `码号 ${code.shortNumber}${code.state === 'paused' ? '（暂停中）' : ''}`,
          value: code.projectTitle,
        }))}
      />
    </Card>
  )
}

function Visit({ charityId, venue }: { charityId: string; venue: PatrolVenue }) {
  const visit = useVisit(charityId, venue)
  const { state } = visit
  if (state.step === 'done')
    return <Done result={state.result} condition={state.condition} known={state.known} venueName={venue.name} onAgain={visit.startOver} />
  return (
    <Page title={venue.name} heading={false}>
      <Venue venue={venue} />
      {state.step === 'scan' ? <ScanHere onScanned={visit.scanned} onNothing={visit.nothingToScan} /> : null}
      {state.step === 'observe' ? <Observe state={state} visit={visit} /> : null}
    </Page>
  )
}
