import type { ProxyDeed } from '@minsheng/shared/contracts/proxy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { List, ListRow } from '../../../ui/list'
import { More } from '../../../ui/more'
import { useAgain } from '../use-again'
import { deedWords } from '../words'

interface DeedListProps {
  side: 'given' | 'received'
  proxyId?: string
  none: string
}

const who = (deed: ProxyDeed, side: DeedListProps['side']) => (side === 'given' ? deed.proxyName : `替${deed.elderName}`)

/** What was done in someone's name, newest first; both people read the same. */
export function DeedList({ side, proxyId, none }: DeedListProps) {
  const query = { side, ...(proxyId ? { proxyId } : {}) }
  const remote = useRemote(`${side}|${proxyId ?? ''}`, () => call('listProxyDeeds', { query }))
  const list = useFurtherPages(remote.data, (cursor) => call('listProxyDeeds', { query: { ...query, cursor } }), remote.reload)
  useAgain(remote.reload)
  if (!remote.data && remote.failure) {
    return (
      <Box role='alert'>
        <Words>{`记录没有打开：${remote.failure.title}。`}</Words>
        <Button kind='quiet' onPress={remote.reload} busyWords='正在重试…'>
          再试一次
        </Button>
      </Box>
    )
  }
  if (!remote.data) return <Words role='status'>正在打开记录…</Words>
  if (list.items.length === 0) return <Words className='mine__small'>{none}</Words>
  return (
    <>
      <List label='办过的事'>
        {list.items.map((deed) => (
          <ListRow
            key={deed.id}
            title={deedWords(deed)}
            detail={`${proxyId ? '' : `${who(deed, side)}，`}${formatInstant(new Date(deed.at))}`}
          />
        ))}
      </List>
      <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
    </>
  )
}
