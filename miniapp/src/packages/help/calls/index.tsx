import { formatInstant } from '@minsheng/shared/units/clock'
import { go, helpCallPage, helpPage } from '../../../platform/navigate'
import { callInName } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Empty } from '../../../ui/empty'
import { List, ListRow } from '../../../ui/list'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { useAgain } from '../../mine/use-again'
import { callingFor } from '../press'
import { categoryWords, headingOf } from '../words'

const load = (cursor?: string) => callInName(callingFor())('listMyHelpCalls', { query: { cursor } })

/** 我的呼叫, the newest first. */
export default function CallsPage() {
  const remote = useRemote('help-calls', () => load())
  useAgain(remote.reload)
  const list = useFurtherPages(remote.data, load, remote.reload)
  return (
    <Page title='我的呼叫' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='phone-call/vermilion' title='还没有呼叫过' advice='有急事时按一下“一键呼”，马上有人来。'>
          <Button onPress={() => go(helpPage)}>去看看一键呼</Button>
        </Empty>
      ) : null}
      {list.items.length > 0 ? (
        <>
          <List label='我的呼叫'>
            {list.items.map((row) => (
              <ListRow
                key={row.id}
                icon='phone-call/vermilion'
                title={formatInstant(new Date(row.pressedAt))}
                detail={[row.category ? categoryWords[row.category] : null, headingOf({ ...row, worker: null })].filter(Boolean).join('，')}
                onPress={() => go(helpCallPage(row.id))}
              />
            ))}
          </List>
          <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
        </>
      ) : null}
    </Page>
  )
}
