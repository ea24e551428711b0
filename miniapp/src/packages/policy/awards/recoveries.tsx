import type { Recovery } from '@minsheng/shared/contracts/policy'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { useAgain } from '../../mine/use-again'
import { recoveryHeading, recoveryRows } from '../recovery-words'
import { Remedies } from '../remedies'
import { OwnWords } from './own-words'

function RecoveryCard({ one, onChange }: { one: Recovery; onChange: (next: Recovery) => void }) {
  const { decision } = one
  return (
    <Card tone={one.maySpeak ? 'warm' : 'plain'}>
      <Heading level={2}>{`${one.title}：${recoveryHeading(one)}`}</Heading>
      <Facts rows={recoveryRows(one)} />
      {one.maySpeak ? (
        <>
          <Words className='mine__small'>现在不用退钱。谁打电话让您马上转账，都不要信。</Words>
          <OwnWords
            name={`say-${one.id}`}
            onSend={async (words) =>
              onChange(await call('speakOnRecovery', { params: { recoveryId: one.id }, body: { rev: one.rev, words } }))
            }
          />
        </>
      ) : null}
      {decision?.confirmed && one.way !== 'waive' ? <Remedies level={3} remedies={decision.remedies} /> : null}
    </Card>
  )
}

/** What was paid too much to someone; nothing for who never had any. What could not be read is said, for a day to speak may pass. */
export function Recoveries() {
  const { data, failure, reload, set } = useRemote('recoveries', () => call('listMyRecoveries'))
  useAgain(reload)
  if (failure && !data)
    return (
      <Card>
        <Words className='mine__line'>有没有多发的、要不要您说情况，暂时读不到。</Words>
        <Button kind='secondary' onPress={reload}>
          再读一次
        </Button>
      </Card>
    )
  const items = data?.items ?? []
  return (
    <>
      {items.map((one) => (
        <RecoveryCard
          key={one.id}
          one={one}
          onChange={(next) => set({ items: items.map((kept) => (kept.id === next.id ? next : kept)) })}
        />
      ))}
    </>
  )
}
