import { formatInstant } from '@minsheng/shared/units/clock'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Words } from '../../../ui/element'
import { Fold } from '../../../ui/fold'
import { List, ListRow } from '../../../ui/list'
import { More } from '../../../ui/more'
import { recordWords } from '../words'

const loadMore = (cursor: string) => call('listMyPatrols', { query: { cursor } })

function Records() {
  const remote = useRemote('my-patrols', () => call('listMyPatrols', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  if (!remote.data) return <Words role='status'>{remote.failure ? `${remote.failure.title}。${remote.failure.advice}` : '正在读取…'}</Words>
  if (list.items.length === 0) return <Words>还没有记录。去看过一个点位以后，这里就有了。</Words>
  return (
    <>
      <List label='我的巡码记录'>
        {list.items.map((record) => (
          <ListRow
            key={record.id}
            title={record.venueName}
            detail={`${formatInstant(new Date(record.seenAt))}，${recordWords(record)}${record.hasPhoto ? '，有照片' : ''}`}
          />
        ))}
      </List>
      <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
    </>
  )
}

/** What I saw before; read only when it is unfolded. */
export function MyPatrols() {
  return (
    <Fold title='我的巡码记录'>
      <Records />
    </Fold>
  )
}
