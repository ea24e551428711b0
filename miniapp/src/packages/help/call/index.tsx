import { formatInstant } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { go, pages } from '../../../platform/navigate'
import { useOnline } from '../../../platform/network'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Countdown } from '../../../ui/countdown'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { Timeline } from '../../../ui/timeline'
import { callingFor, pressing } from '../press'
import { PressButton } from '../press-button'
import { categoryWords, headingOf, isOver, nextWords, starWords, storyOf } from '../words'
import { Adding } from './adding'
import { AddingFiles } from './adding-files'
import { Emergency } from './emergency'
import type { CallPart } from './part'
import { Rating } from './rating'
import '../../mine/style.scss'
import './style.scss'
import { type OpenCall, useCall } from './use-call'

/** A press that is still on this phone: it is said whether it went out. */
function OnTheWay({ open }: { open: OpenCall }) {
  const online = useOnline()
  return (
    <>
      <Card tone={online ? 'calm' : 'danger'}>
        <Box role='status' aria-live='polite'>
          <Words className='help-call__now'>{online ? '正在呼叫…' : '没有网络，还没有呼出去'}</Words>
          <Words className='mine__line'>
            {online ? '马上就好。' : '已经记在手机里，一有网络就自动发出，不用再按。急的话，请直接打电话。'}
          </Words>
        </Box>
        <Button kind='secondary' onPress={open.drop}>
          取消，不用来
        </Button>
      </Card>
      <Emergency label='直接打电话' />
    </>
  )
}

function Cancel({ of, call, onChange }: CallPart) {
  const [problem, setProblem] = useState<string | null>(null)
  if (!of.may.cancel) return null
  const cancel = async () => {
    try {
      onChange(await call('cancelHelp', { params: { callId: of.id } }))
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <>
      <Button kind='secondary' onPress={cancel} busyWords='正在取消…'>
        取消，不用来
      </Button>
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
    </>
  )
}

function Called({ of, call, proxyId, onChange, onAgain }: CallPart & { proxyId: string | null; onAgain: () => Promise<void> }) {
  const next = nextWords(of)
  const story = storyOf(of.steps)
  return (
    <>
      <Card tone={of.isLate ? 'danger' : isOver(of.state) ? 'plain' : 'calm'}>
        <Box role='status' aria-live='polite'>
          <Words className='help-call__now'>{headingOf(of)}</Words>
          {next ? <Words className='mine__line'>{next}</Words> : null}
        </Box>
        {of.state === 'countdown' ? (
          <Countdown until={Date.parse(of.countdownUntil)} large after='后派人' onEnd={() => void onAgain()} />
        ) : null}
        {of.isTogether ? <Words className='mine__small'>本人、家人或别人也报了同一件事，一起办。</Words> : null}
        {of.where ? <Words className='mine__small'>{`去哪里：${of.where}`}</Words> : null}
        {(isOver(of.state) ? [] : of.notices).map((notice) => (
          <Words key={notice} className='mine__small'>
            {notice}
          </Words>
        ))}
        <Cancel of={of} call={call} onChange={onChange} />
      </Card>
      {of.may.rate ? <Rating of={of} call={call} onChange={onChange} /> : null}
      {of.may.add || of.files.length > 0 ? <AddingFiles key={`files-${of.id}`} of={of} proxyId={proxyId} onChange={onChange} /> : null}
      {of.may.add ? <Adding key={of.id} of={of} call={call} onChange={onChange} /> : null}
      {isOver(of.state) ? null : <Emergency label='等不及，直接打电话' />}
      <Heading level={2}>经过</Heading>
      <Timeline
        label='经过'
        steps={story.map(({ at, words }, index) => ({
          title: words,
          detail: formatInstant(new Date(at)),
          state: index === story.length - 1 && !isOver(of.state) ? 'now' : 'done',
        }))}
      />
      {of.said.length > 0 || of.category || of.rating ? (
        <Facts
          rows={[
            ...(of.category ? [{ label: '出了什么事', value: categoryWords[of.category] }] : []),
            ...of.said.map(({ at, words }) => ({ label: `您说的（${formatInstant(new Date(at)).slice(-5)}）`, value: words })),
            ...(of.rating
              ? [
                  {
                    label: '您的评价',
                    value: [of.rating.solved ? '解决了' : '没有解决', starWords[of.rating.stars as 1 | 2 | 3 | 4 | 5], of.rating.words]
                      .filter(Boolean)
                      .join('，'),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
    </>
  )
}

/** 一键呼: who comes, how far it is, and the ways for who can't wait. */
export default function CallPage() {
  const { id } = useRouter().params
  const open = useCall(id)
  const { remote, waiting, refused, isBlank } = open
  const of = remote.data
  const isDone = isBlank || (of !== null && isOver(of.state))
  return (
    <Page title='一键呼' {...(waiting || isBlank ? {} : { remote })}>
      {refused ? (
        <Card tone='danger'>
          <Words className='help-call__now'>没有呼出去，请直接打电话</Words>
          <Words className='mine__line'>{refused}</Words>
        </Card>
      ) : null}
      {waiting ? <OnTheWay open={open} /> : null}
      {!waiting && of ? <Called of={of} call={open.call} proxyId={open.proxyId} onChange={remote.set} onAgain={remote.reload} /> : null}
      {!waiting && isDone ? (
        <PressButton
          tall={isBlank}
          onPress={() => {
            pressing.press(null, null, callingFor())
            open.begin()
          }}
        />
      ) : null}
      {!waiting && isBlank ? <Emergency label='直接打电话' /> : null}
      {waiting ? null : (
        <Button kind='quiet' onPress={() => go(pages.helpReport)}>
          为别人呼叫（邻居、路人有事）
        </Button>
      )}
      {waiting ? null : (
        <Button kind='quiet' onPress={() => go(pages.helpCalls)}>
          看以前的呼叫
        </Button>
      )}
    </Page>
  )
}
