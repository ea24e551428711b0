import type { DataCopy } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useEffect, useRef } from 'react'
import { newKey } from '../../../platform/idempotency'
import { keepFile } from '../../../platform/open-file'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge, type Tone } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { useToast } from '../../../ui/toast'
import { FreshCheck } from '../fresh-check'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { useChecked } from '../use-checked'

const LOOK_AGAIN_MS = 2_000

const states: Record<DataCopy['state'], { tone: Tone; label: string }> = {
  preparing: { tone: 'warm', label: '正在准备' },
  ready: { tone: 'success', label: '可以下载' },
  taken: { tone: 'muted', label: '已经取走' },
  expired: { tone: 'muted', label: '过期了' },
  failed: { tone: 'danger', label: '没有做成，请再要一份' },
}
const sizeWords = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

function CopyCard({ copy, onTake }: { copy: DataCopy; onTake: () => Promise<void> }) {
  const { tone, label } = states[copy.state]
  return (
    <Card>
      <Box className='mine__top'>
        <Heading level={3}>{formatInstant(new Date(copy.askedAt))}</Heading>
        <Badge tone={tone}>{label}</Badge>
      </Box>
      {copy.state === 'ready' && copy.expiresAt ? (
        <>
          <Words className='mine__line'>{`${sizeWords(copy.bytes ?? 0)}，${formatInstant(new Date(copy.expiresAt))} 前可以取，只能取一次。`}</Words>
          <Button icon='download/lake' kind='secondary' busyWords='正在取…' onPress={onTake}>
            下载到手机
          </Button>
        </>
      ) : null}
    </Card>
  )
}

/** A copy of all that is held, to take along. */
export default function DataCopyPage() {
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('copies', () => call('listMyCopies', {}))
  useAgain(me.reload, remote.reload)
  const { attempt, problem, check } = useChecked()
  const { toast, say } = useToast()
  const key = useRef(newKey())
  const items = remote.data?.items ?? []
  const preparing = items.some(({ state }) => state === 'preparing')
  const { reload } = remote
  useEffect(() => {
    if (!preparing) return
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [preparing, reload])

  const ask = () =>
    attempt(async () => {
      await call('askForCopy', { idempotencyKey: key.current })
      key.current = newKey()
      await reload()
    })
  const take = (copy: DataCopy) =>
    attempt(async () => {
      const outcome = await keepFile(`/api/v1/my-data/copies/${encodeURIComponent(copy.id)}/file`, '我的资料.zip')
      say(outcome === 'opened' ? '已经取到，请放在安全的地方' : '微信里不能保存压缩包，请在手机浏览器里登录后下载')
      await reload()
    })

  return (
    <Page title='下载我的资料' remote={remote}>
      {me.data?.phoneMasked === null ? (
        <SignInFirst why='登录后才能要资料副本。' />
      ) : (
        <>
          <Words className='mine__line'>我们把保存的资料打成一个压缩包：有能直接看的网页、表格，还有给电脑程序读的文件。</Words>
          <Words className='mine__line'>里面有您的个人信息，请只在自己的手机或电脑上打开，不要发给别人。</Words>
          <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
          <Button onPress={ask} disabled={preparing} busyWords='正在申请…'>
            {preparing ? '正在准备，请稍候' : '要一份资料'}
          </Button>
          {items.map((copy) => (
            <CopyCard key={copy.id} copy={copy} onTake={() => take(copy)} />
          ))}
        </>
      )}
      <FreshCheck {...check} />
      {toast}
    </Page>
  )
}
