import { useEffect, useState } from 'react'
import { useOnline } from '../../../platform/network'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { outbox } from '../outbox'
import type { Refused } from '../queue'

/** Records that wait on this phone; sent by themselves when there is a network. */
export function Unsent({ onSent }: { onSent: () => Promise<void> }) {
  const online = useOnline()
  const [count, setCount] = useState(() => outbox.count())
  const [refused, setRefused] = useState<Refused[]>([])

  const send = async () => {
    const result = await outbox.flush()
    setCount(outbox.count())
    setRefused((before) => [...before, ...result.refused])
    if (result.sent > 0) await onSent()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: sends when the page opens and when the network comes back
  useEffect(() => {
    if (online && outbox.count() > 0) void send()
  }, [online])

  return (
    <>
      {count > 0 ? (
        <Card tone='warm'>
          <Words role='status'>{`有 ${count} 条记录存在手机里，还没有送出。有网络时会自动送。`}</Words>
          <Button kind='secondary' onPress={send} busyWords='正在送…'>
            现在就送
          </Button>
        </Card>
      ) : null}
      {refused.map(({ venueName, words }) => (
        <Card key={venueName + words} tone='danger'>
          <Words role='alert'>{`${venueName}的记录没有收下：${words}。`}</Words>
          <Button kind='secondary' onPress={() => setRefused((all) => all.filter((one) => one.venueName !== venueName))}>
            知道了
          </Button>
        </Card>
      ))}
    </>
  )
}
