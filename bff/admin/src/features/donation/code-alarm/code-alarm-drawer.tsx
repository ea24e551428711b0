import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Drawer, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { PatrolPhoto } from '../patrol/patrol-photo.tsx'
import { donationKeys } from '../queries.ts'
import { codeStates } from '../words.ts'
import { adviceFor, alarmKinds, alarmResults, alarmStates, evidenceSources, mayPause } from './alarm-words.ts'
import { CloseForm } from './close-form.tsx'
import { PauseForm } from './pause-form.tsx'

/** One alarm: what was seen, what to do first, and what was done. */
export function CodeAlarmDrawer({ alarm, onClose }: { alarm: CodeAlarm | null; onClose: () => void }) {
  return (
    <Drawer title={alarm ? alarmKinds[alarm.kind] : '码警'} size={620} open={alarm !== null} onClose={onClose} destroyOnHidden>
      {alarm && <AlarmView key={alarm.id} alarm={alarm} />}
    </Drawer>
  )
}

function AlarmView({ alarm }: { alarm: CodeAlarm }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [acting, setActing] = useState<'pause' | 'close' | null>(null)
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: donationKeys.codeAlarms })
    void queryClient.invalidateQueries({ queryKey: donationKeys.codes })
  }
  const done = (words: string) => {
    void message.success(words)
    setActing(null)
    reload()
  }
  const taking = useMutation({
    mutationFn: () => call('takeCodeAlarm', { params: { alarmId: alarm.id }, body: { rev: alarm.rev } }),
    onSuccess: () => done('由您处理这条码警'),
  })
  const { word, tone } = alarmStates[alarm.state]
  const open = alarm.state !== 'closed' && alarm.mayHandle
  // Where somebody may be cheated this very moment, stopping comes first.
  const urgent = alarm.kind === 'forged' || alarm.kind === 'displaced'

  return (
    <>
      <p style={{ marginTop: 0 }}>
        <StateTag tone={tone}>{word}</StateTag>
        {alarm.result && <span style={{ marginLeft: 12 }}>结果：{alarmResults[alarm.result]}</span>}
      </p>
      <p style={{ fontSize: 18 }}>{alarm.summary}</p>
      {alarm.state !== 'closed' && <Alert type={urgent ? 'error' : 'warning'} showIcon title='先做什么' description={adviceFor(alarm)} />}
      {taking.error && (
        <div style={{ marginTop: 16 }}>
          {isConflict(taking.error) ? (
            <ConflictNotice onReload={reload} />
          ) : (
            <ProblemNotice error={taking.error} onRetry={reload} retryLabel='重新读取' />
          )}
        </div>
      )}
      {open && acting === null && (
        <Space wrap size={12} style={{ margin: '16px 0' }}>
          {mayPause(alarm) && (
            <Button danger type={urgent ? 'primary' : 'default'} onClick={() => setActing('pause')}>
              暂停该码
            </Button>
          )}
          {alarm.state === 'open' && (
            <Button type={urgent && mayPause(alarm) ? 'default' : 'primary'} loading={taking.isPending} onClick={() => taking.mutate()}>
              我来处理
            </Button>
          )}
          <Button onClick={() => setActing('close')}>办结</Button>
        </Space>
      )}
      {open && acting === 'pause' && (
        <PauseForm alarm={alarm} onDone={() => done('已暂停这个公益码')} onReload={reload} onCancel={() => setActing(null)} />
      )}
      {open && acting === 'close' && (
        <CloseForm alarm={alarm} onDone={() => done('已办结')} onReload={reload} onCancel={() => setActing(null)} />
      )}
      <h3>看到了什么</h3>
      <ul className='evidence'>
        {[...alarm.evidence].reverse().map(({ at, source, words, photoId }) => (
          <li key={`${at}${words}`}>
            <div className='quiet'>
              {instantWords(at)} · {evidenceSources[source]}
            </div>
            {words}
            {photoId && <PatrolPhoto photoId={photoId} />}
          </li>
        ))}
      </ul>
      <Facts alarm={alarm} />
      {alarm.history.length > 0 && (
        <>
          <h3 style={{ marginTop: 24 }}>处理经过</h3>
          <ul className='evidence'>
            {alarm.history.map(({ at, to, by, note }) => (
              <li key={`${at}${to}${note}`}>
                <div className='quiet'>
                  {instantWords(at)} · {by}
                </div>
                {to === 'closed' ? `办结：${note}` : note}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Facts({ alarm }: { alarm: CodeAlarm }) {
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 132 } }}
      items={[
        { key: 'venue', label: '点位', children: alarm.venueName ?? '不知道在哪里' },
        ...(alarm.codeId
          ? [
              {
                key: 'code',
                label: '公益码',
                children: (
                  <>
                    <Link className='text-link' to={`/codes?open=${alarm.codeId}`}>
                      {alarm.campaignTitle ?? '查看这张码'}
                    </Link>
                    <div className='quiet'>
                      码号 {alarm.shortNumber}
                      {alarm.codeState ? `，${codeStates[alarm.codeState].word}` : ''}
                    </div>
                  </>
                ),
              },
            ]
          : []),
        ...(alarm.charityName ? [{ key: 'charity', label: '慈善组织', children: alarm.charityName }] : []),
        { key: 'opened', label: '第一次发现', children: instantWords(alarm.openedAt) },
        { key: 'last', label: '最近一次', children: `${instantWords(alarm.lastSeenAt)}，共 ${alarm.times} 次` },
        ...(alarm.closedAt ? [{ key: 'closed', label: '办结时间', children: instantWords(alarm.closedAt) }] : []),
      ]}
    />
  )
}
