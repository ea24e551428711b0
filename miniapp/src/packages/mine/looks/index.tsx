import { formatInstant } from '@minsheng/shared/units/clock'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { LinkNotice } from '../link-notice'
import '../style.scss'

const MOST = 100

export default function DataLooksPage() {
  const remote = useRemote('looks', () => call('listMyDataLooks', { query: { limit: MOST } }))
  const items = remote.data?.items ?? []
  return (
    <Page title='谁看过我的资料' remote={remote}>
      {remote.data ? <LinkNotice link={remote.data.link} /> : null}
      {remote.data?.link === 'linked' && items.length === 0 ? (
        <Empty icon='eye/lake' title='没有人看过' advice='工作人员打开您的居民登记，或看了隐去的号码，都会列在这里。' />
      ) : null}
      {items.length > 0 ? (
        <>
          <Words className='mine__line'>工作人员每看一次都有记录，要写明为什么看。您觉得不该看的，请拨打 12345。</Words>
          <List label='查看记录'>
            {items.map((look) => (
              <ListRow
                key={`${look.at}${look.what}`}
                title={`${look.who}${look.what}`}
                detail={`${formatInstant(new Date(look.at))}，${look.why}`}
              />
            ))}
          </List>
        </>
      ) : null}
    </Page>
  )
}
