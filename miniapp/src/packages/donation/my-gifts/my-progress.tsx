import { go, progressPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { dayWords } from '../words'

/** The newest from the projects one gave to; nothing while there is none or it can't be read. */
export function MyProgress() {
  const { data } = useRemote('my-progress', () => call('listMyProgress', {}))
  if (!data || data.items.length === 0) return null
  return (
    <>
      <Heading level={2}>最近进展</Heading>
      <List label='最近进展'>
        {data.items.map(({ id, title, publishedAt, campaignId, projectTitle }) => (
          <ListRow
            key={id}
            icon='heart-handshake/lake'
            title={title}
            detail={`${projectTitle}，${dayWords(publishedAt)}`}
            onPress={() => go(progressPage(campaignId))}
          />
        ))}
      </List>
    </>
  )
}
