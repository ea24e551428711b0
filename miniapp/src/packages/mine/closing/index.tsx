import { formatInstant } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { FreshCheck } from '../fresh-check'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { useChecked } from '../use-checked'

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <Heading level={2}>{title}</Heading>
      {lines.map((line) => (
        <Words key={line} className='mine__line'>
          {line}
        </Words>
      ))}
    </>
  )
}

/** Closing one's account: what goes, what the law keeps, and days to think again. */
export default function ClosingPage() {
  const remote = useRemote('closing', () => call('getAccountClosing'))
  useAgain(remote.reload)
  const [sure, setSure] = useState(false)
  const { attempt, problem, check } = useChecked()
  if (remote.data === null && remote.failure?.code === 'phone_needed') {
    return (
      <Page title='注销账号'>
        <SignInFirst why='您没有登录，没有可以注销的账号。' />
      </Page>
    )
  }
  const closing = remote.data
  const ask = () => attempt(async () => remote.set(await call('askAccountClosing')))
  const keep = () => attempt(async () => remote.set(await call('cancelAccountClosing')))
  return (
    <Page title='注销账号' remote={remote}>
      {closing?.state === 'cooling' && closing.dueAt ? (
        <Card tone='warm'>
          <Heading level={2}>{`${formatInstant(new Date(closing.dueAt))} 注销`}</Heading>
          <Words className='mine__line'>在这之前随时可以反悔。到了时间自动注销，不能恢复。</Words>
          <Button onPress={keep} busyWords='正在取消…'>
            不注销了
          </Button>
        </Card>
      ) : null}
      {closing ? (
        <>
          <Lines title='先要办完' lines={closing.inTheWay} />
          <Lines title='会删除' lines={closing.gone} />
          <Lines title='会停止' lines={closing.ends} />
          <Heading level={2}>依法要保留</Heading>
          <Facts rows={closing.stays.map(({ what, why }) => ({ label: what, value: why }))} />
        </>
      ) : null}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      {closing?.state === 'open' ? (
        <>
          <Words className='mine__line'>{`申请后有 ${closing.coolsDays} 天可以反悔。您也可以先下载一份资料。`}</Words>
          <Tick label='我看清楚了，要注销' on={sure} onChange={setSure} />
          <Button kind='danger' disabled={!sure} onPress={ask} busyWords='正在申请…'>
            申请注销
          </Button>
        </>
      ) : null}
      <FreshCheck {...check} />
    </Page>
  )
}
