import type { PatrolCheck, PatrolRecord } from '@minsheng/shared/contracts/donation'
import { goBack } from '../../../platform/navigate'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Page } from '../../../ui/page'
import type { Sent } from '../queue'
import { followWords } from '../words'
import { Verdict } from './verdict'

interface DoneProps {
  result: Sent
  condition: PatrolRecord['condition']
  venueName: string
  /** The verdict was on the screen before it was recorded. */
  known: boolean
  onAgain: () => void
}

/** What became of the record. */
export function Done({ result, condition, venueName, known, onAgain }: DoneProps) {
  return (
    <Page title='记好了' heading={false}>
      {result.outcome === 'sent' ? <SentNotice check={result.check} condition={condition} venueName={venueName} known={known} /> : null}
      {result.outcome === 'kept' ? (
        <Card tone='warm'>
          <Icon of='wifi-off/osmanthus' size='large' />
          <Heading level={1}>先存在手机里了</Heading>
          <Words>{`${venueName}的记录还没有送出。有网络时打开“巡码”，会自动核对、送出，只送一次。`}</Words>
        </Card>
      ) : null}
      {result.outcome === 'refused' ? (
        <Card tone='danger'>
          <Icon of='circle-alert/vermilion' size='large' />
          <Heading level={1}>没有记下来</Heading>
          <Words role='alert'>{result.words}</Words>
        </Card>
      ) : null}
      <Button onPress={goBack}>去看下一个点位</Button>
      <Button kind='secondary' onPress={onAgain}>
        这里还有别的码，再扫一张
      </Button>
    </Page>
  )
}

type SentNoticeProps = Pick<DoneProps, 'venueName' | 'known' | 'condition'> & { check: PatrolCheck }

function SentNotice({ check, condition, venueName, known }: SentNoticeProps) {
  return (
    <>
      <Card tone='calm'>
        <Icon of='circle-check/success' size='large' />
        <Heading level={1}>记好了，谢谢您</Heading>
        <Words>{followWords(check, condition, venueName)}</Words>
      </Card>
      {known ? null : <Verdict check={check} />}
    </>
  )
}
