import type { Seal } from '@minsheng/shared/contracts/donation'
import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { copyText } from '../../../platform/share'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { More } from '../../../ui/more'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import { useToast } from '../../../ui/toast'
import { dayWords, formatCount } from '../words'
import { fullList } from './full-list'
import './style.scss'

const explained = [
  '每天过了零点，把前一天收到、退回、用出去的每一笔账放在一起，算出一个指纹。',
  '账里改动一分钱、少一笔、多一笔，指纹就会变；后一天的指纹又是接着前一天算的，所以改了从前的账，后面每一天都对不上。',
  '指纹公开在这里，也印在新开的捐赠凭证上。您留着哪一天的，以后都可以拿出来比。',
]

const groups = (hex: string) => hex.match(/.{8}/g)?.join(' ') ?? hex

function Day({ seal }: { seal: Seal }) {
  return (
    <Box as='li' className='seals__day'>
      <Box className='seals__top'>
        <Words className='seals__date'>{dayWords(seal.date, new Date())}</Words>
        <Words className='seals__count'>
          {seal.count === 0 ? '没有账' : `${formatCount(seal.count)} 笔`}
          {seal.lateCount > 0 ? `（其中补记 ${formatCount(seal.lateCount)} 笔）` : ''}
        </Words>
      </Box>
      <Words className='seals__head'>{groups(seal.head)}</Words>
    </Box>
  )
}

/** The head of every sealed day, for anybody to look at and to keep. */
export default function SealsPage() {
  const remote = useRemote('seals', () => call('listSeals', {}))
  const list = useFurtherPages(remote.data, (cursor) => call('listSeals', { query: { cursor } }))
  const { toast, say } = useToast()
  const copy = async (link: string) => say((await copyText(link)) ? '已复制，在浏览器里打开就能保存' : '没有复制成功，请再试一次')
  const { open, link } = fullList
  return (
    <Page title='账本指纹' remote={remote}>
      {remote.data ? (
        <Box className='seals'>
          <Words className='seals__words'>{explained[0]}</Words>
          <ReadAloud words={explained} />
          <Fold title='它有什么用'>
            {explained.slice(1).map((words) => (
              <Words key={words} className='seals__words'>
                {words}
              </Words>
            ))}
          </Fold>
          {list.items.length === 0 ? (
            <Empty icon='shield-check/ink-2' title='还没有封过账' advice='有了第一笔捐赠，当晚封账后，指纹会出现在这里。'>
              <Button onPress={() => go(pages.projects)}>看看公益项目</Button>
            </Empty>
          ) : (
            <>
              <Heading level={2}>每天的指纹</Heading>
              <Card>
                <Box as='ul' className='seals__days'>
                  {list.items.map((seal) => (
                    <Day key={seal.date} seal={seal} />
                  ))}
                </Box>
              </Card>
              <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
              <Button kind='secondary' icon='copy/lake' onPress={() => (open ? open() : copy(link))}>
                {open ? '保存指纹全表' : '复制指纹全表的链接'}
              </Button>
            </>
          )}
          {toast}
        </Box>
      ) : null}
    </Page>
  )
}
