import { classWords, stateWords } from '@minsheng/shared/words/help'
import { useCallback, useEffect, useState } from 'react'
import { go, workCallPage } from '../../../platform/navigate'
import { type FailureWords, failureWords } from '../../../platform/request'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { Tabs } from '../../../ui/tabs'
import { categoryWords } from '../../help/words'
import { Due } from '../due'
import { DutyCard } from '../duty-card'
import { deeds } from '../outbox'
import { signOut, useWorker, wake } from '../session'
import { useDuty } from '../use-duty'
import { useQueue } from '../use-queue'
import { rowWords } from '../words'
import { SignIn } from './sign-in'
import '../style.scss'

function Queue() {
  const [show, setShow] = useState<'open' | 'done'>('open')
  const worker = useWorker()
  const remote = useQueue(true, show)
  const duty = useDuty()
  const [problem, setProblem] = useState<string | null>(null)
  const kept = deeds.count()
  const leave = async () => {
    try {
      await signOut()
    } catch (error) {
      setProblem(`没有退出成功：${failureWords(error).title}`)
    }
  }
  const items = remote.data?.items ?? []
  const counts = remote.data?.counts
  return (
    <Page title='工作台' remote={remote}>
      <Words className='mine__line'>
        {`${worker?.displayName ?? ''}。`}
        {counts ? `等人接 ${counts.waiting} 个，正在办 ${counts.underWay} 个，超时 ${counts.late} 个。` : ''}
      </Words>
      <DutyCard remote={duty} />
      {kept > 0 ? (
        <Card tone='warm'>
          <Words className='mine__line'>{`有 ${kept} 条记录还在手机里，一有网络就自动送出。先不要退出工作台；退出了，要您再登录才会送出。`}</Words>
        </Card>
      ) : null}
      <Tabs
        label='看哪些呼叫'
        tabs={[
          { value: 'open', label: '要办的' },
          { value: 'done', label: '办完的' },
        ]}
        value={show}
        onChoose={setShow}
      />
      {items.length === 0 ? (
        <Empty
          icon='circle-check/success'
          title={show === 'open' ? '现在没有要办的呼叫' : '还没有办完的呼叫'}
          advice={show === 'open' ? '有人呼叫时，这里马上出现，也会给您发短信、打电话。' : '办好的、本人取消的都在这里。'}
        />
      ) : (
        <List label={show === 'open' ? '要办的呼叫' : '办完的呼叫'}>
          {items.map((row) => (
            <ListRow
              key={row.id}
              icon='phone-call/vermilion'
              title={rowWords(row, row.category ? categoryWords[row.category] : null)}
              mark={
                <Box className='work__marks'>
                  <Badge tone={row.urgency === 'p0' && show === 'open' ? 'danger' : 'info'}>{classWords[row.urgency]}</Badge>
                  <Badge tone={show === 'done' ? 'muted' : 'warm'}>{row.owesCallback ? '要回电' : stateWords[row.state]}</Badge>
                  {row.owesFeedback ? <Badge tone='warm'>要登记结果</Badge> : null}
                  {row.handover?.isMine ? <Badge tone='danger'>请您接手</Badge> : null}
                  {show === 'open' ? <Due of={row} /> : null}
                </Box>
              }
              onPress={() => go(workCallPage(row.id))}
            />
          ))}
        </List>
      )}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      <Button kind='quiet' onPress={leave} busyWords='正在退出…'>
        退出工作台
      </Button>
    </Page>
  )
}

/** 工作台: what is to be done, the first to run out on top; before that, who works here. */
export default function DeskPage() {
  const worker = useWorker()
  const [failure, setFailure] = useState<FailureWords | null>(null)
  const begin = useCallback(async () => {
    setFailure(null)
    try {
      await wake()
    } catch (error) {
      setFailure(failureWords(error))
    }
  }, [])
  useEffect(() => {
    void begin()
  }, [begin])
  if (worker) return <Queue />
  if (worker === undefined) return <Page title='工作台' remote={{ data: null, loading: failure === null, failure, reload: begin }} />
  return (
    <Page title='工作台登录'>
      <SignIn />
    </Page>
  )
}
