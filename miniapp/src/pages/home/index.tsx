import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import { GiftCard } from '../../packages/donation/gift-card'
import { ProjectCard } from '../../packages/donation/project-card'
import { reconciledWords } from '../../packages/donation/words'
import { PressButton } from '../../packages/help/press-button'
import { go, pages } from '../../platform/navigate'
import { call } from '../../platform/request'
import { useAccount } from '../../platform/session'
import { useUnreadBadge } from '../../platform/unread'
import { useRemote } from '../../platform/use-remote'
import { useView } from '../../platform/view'
import { Button } from '../../ui/button'
import { Box } from '../../ui/element'
import { Empty } from '../../ui/empty'
import { Heading } from '../../ui/heading'
import { List, ListRow } from '../../ui/list'
import { Page } from '../../ui/page'
import { PageFailure, PageSkeleton } from '../../ui/page/page-states'
import { ReadAloud } from '../../ui/read-aloud'
import { greeting } from './greeting'
import { ScanAction } from './scan-action'
import './style.scss'

const FEATURED = 3

const spokenHome = [
  '有急事，请按最上面红色的“一键呼”，马上有人来。',
  '要捐一笔，请点“扫公益码”，对准社区、商店里的公益码。',
  '下面有“公益项目”，可以看看谁需要帮助；还有“我的捐赠”，可以看捐的钱有没有到账。',
]

function Featured() {
  const remote = useRemote('featured', () => call('listProjects', {}))
  if (!remote.data) {
    return remote.failure ? (
      <PageFailure failure={remote.failure} onRetry={remote.reload} />
    ) : (
      // As tall as what comes: nothing below jumps away from a finger.
      <Box className='home__waiting'>
        <PageSkeleton />
      </Box>
    )
  }
  if (remote.data.items.length === 0) {
    return <Empty icon='heart-handshake/ink-2' title='现在没有正在募捐的项目' advice='有了新的项目，会出现在这里。' />
  }
  // What can be given to now comes first.
  const featured = [...remote.data.items].sort((a, b) => Number(b.acceptsGifts) - Number(a.acceptsGifts)).slice(0, FEATURED)
  return (
    <>
      {featured.map((project, index) => (
        <ProjectCard key={project.id} project={project} first={index === 0} />
      ))}
      <Button kind='secondary' onPress={() => go(pages.projects)}>
        看全部公益项目
      </Button>
    </>
  )
}

/** The books' date, and the way to check them; where it can't be read, the way stays. */
function Books() {
  const { data } = useRemote('books', () => call('getReconciliationState', {}))
  const words = data ? reconciledWords(data) : null
  return (
    <List label='账目'>
      <ListRow icon='file-text/lake' title='账目公开' detail={words ?? '每天封账，谁都可以核对'} onPress={() => go(pages.seals)} />
    </List>
  )
}

function LastGift() {
  const remote = useRemote('last-gift', () => call('listMyGifts', { query: { limit: 1 } }))
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })
  // Someone who has not given, or whose gifts can't be fetched now, loses nothing on this page.
  const gift = remote.data?.items[0]
  if (!gift) return null
  return (
    <>
      <Heading level={2}>您最近的一笔捐赠</Heading>
      <GiftCard gift={gift} now={Date.now()} />
    </>
  )
}

export default function HomePage() {
  const account = useAccount()
  const { mode } = useView()
  useUnreadBadge()
  const name = account?.kind === 'resident' ? `，${account.displayName}` : ''
  const greetingWords = `${greeting(new Date())}${name}`
  return (
    <Page tab title='首页' heading={false}>
      <Heading level={1}>{greetingWords}</Heading>
      <PressButton tall={mode === 'care'} />
      <ScanAction />
      {mode === 'care' ? (
        <>
          <List label='常用'>
            <ListRow icon='file-text/lake' title='幸福清单' detail='看看能领哪些补贴' onPress={() => go(pages.benefits)} />
            <ListRow icon='heart-handshake/lake' title='公益项目' onPress={() => go(pages.projects)} />
            <ListRow icon='receipt/lake' title='我的捐赠' onPress={() => go(pages.myGifts)} />
            <ListRow icon='file-text/lake' title='账目公开' onPress={() => go(pages.seals)} />
          </List>
          <ReadAloud words={[greetingWords, ...spokenHome]} />
        </>
      ) : (
        <>
          <List label='政策找人'>
            <ListRow icon='file-text/lake' title='幸福清单' detail='看看能领哪些补贴、享受哪些服务' onPress={() => go(pages.benefits)} />
          </List>
          <LastGift />
          <Heading level={2}>正在募捐的项目</Heading>
          <Featured />
          <Books />
        </>
      )}
    </Page>
  )
}
