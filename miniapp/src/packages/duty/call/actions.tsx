import { ApiError } from '@minsheng/shared/client'
import type { DeskCall } from '@minsheng/shared/contracts/help'
import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { dial } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Fold } from '../../../ui/fold'
import { showTheWay } from '../route'
import { workCall } from '../session'
import { whereWords } from '../words'
import { HandOver } from './hand-over'
import { Lower } from './lower'
import { Safety } from './safety'
import { Transfer } from './transfer'
import type { useDeskCall } from './use-desk-call'
import { Written } from './written'

type Hand = ReturnType<typeof useDeskCall>

/** What is next stands first and large; the phone and the way are always at hand. */
export function Actions({ of, hand }: { of: DeskCall; hand: Hand }) {
  const [problem, setProblem] = useState<string | null>(null)
  const { may, remote } = hand
  const params = { callId: of.id }
  const say = (error: unknown) => {
    const { title, advice } = failureWords(error)
    setProblem(advice ? `${title}。${advice}` : title)
  }
  /** What needs a network; where it fails, what was written stands and says why beside it. */
  const written = async (work: () => Promise<DeskCall>) => {
    setProblem(null)
    try {
      remote.set(await work())
    } catch (error) {
      // The form itself may be gone with what others did meanwhile.
      if (error instanceof ApiError && error.status === 409) say(error)
      await remote.reload()
      throw error
    }
  }
  /** The same of a button alone: why stands at the end. */
  const online = (work: () => Promise<DeskCall>) => written(work).catch(say)
  const ring = async () => {
    setProblem(null)
    try {
      const { phone } = await workCall('readCallerPhone', { params })
      if (phone) dial(phone)
      else setProblem('呼叫人没有留电话，请直接上门')
    } catch (error) {
      setProblem(failureWords(error).title)
    }
  }
  const { gcj02 } = of.where
  const isOpen = may !== null && Object.values(may).some(Boolean)
  return (
    <Box className='work__actions'>
      {may ? (
        <Safety
          of={{ steps: of.steps, may }}
          onSay={(isSafe) => online(() => workCall('checkInHelp', { params, body: { rev: of.rev, isSafe } }))}
        />
      ) : null}
      {may?.acknowledge ? (
        <Button
          kind='danger'
          busyWords='正在接下…'
          onPress={() => online(() => workCall('acknowledgeHelp', { params, body: { rev: of.rev } }))}
        >
          我来
        </Button>
      ) : null}
      {may?.takeOver ? (
        <Button busyWords='正在接手…' onPress={() => online(() => workCall('takeOverHelp', { params, body: { rev: of.rev } }))}>
          我接手
        </Button>
      ) : null}
      {may?.turnDown ? (
        <Written
          ask='接不了'
          label='为什么接不了'
          hint='请您接手的同事会看到，仍由他负责'
          kind='secondary'
          onSend={(why) => written(() => workCall('turnDownHelp', { params, body: { rev: of.rev, why } }))}
        />
      ) : null}
      {may?.setOut ? <Button onPress={() => hand.act(of, 'setOut')}>出发了</Button> : null}
      {may?.arrive ? (
        <Button kind={may.setOut ? 'secondary' : 'primary'} onPress={() => hand.act(of, 'arrive')} busyWords='正在记下…'>
          到了
        </Button>
      ) : null}
      {may?.resolve ? (
        <Written
          ask='办好了，请居民评价'
          label='怎么办的'
          hint='写给社区看的，居民看不到'
          kind={may.arrive ? 'secondary' : 'primary'}
          onSend={(result) => hand.act(of, 'resolve', result)}
        />
      ) : null}
      {may?.feedback ? (
        <Written
          ask='登记救援的结果'
          label='人怎么样了'
          hint='比如：送市三医院，清醒了'
          kind='primary'
          onSend={(result) => written(() => workCall('feedbackHelp', { params, body: { rev: of.rev, result } }))}
        />
      ) : null}
      {may?.callBack ? (
        <Written
          ask='已经回电'
          label='回电的情况'
          hint='比如：按错了，人没事'
          kind='primary'
          onSend={(result) => written(() => workCall('callBackHelp', { params, body: { rev: of.rev, result } }))}
        />
      ) : null}
      {isOpen ? (
        <Button kind='secondary' icon='phone/lake' onPress={ring} busyWords='正在查电话…'>
          给呼叫人打电话
        </Button>
      ) : null}
      {isOpen && gcj02 ? (
        <Button kind='secondary' icon='map-pin/lake' onPress={() => showTheWay(gcj02, whereWords(of))}>
          看地图怎么走
        </Button>
      ) : null}
      {may?.transfer ? (
        <Transfer
          onSend={(to, why, reference) => written(() => workCall('transferHelp', { params, body: { rev: of.rev, to, why, reference } }))}
        />
      ) : null}
      {may && (may.lower || may.markRisky || may.handOver || may.keep || may.refuse) ? (
        <Fold title='去不了、交给别人、改紧急程度'>
          <Box className='work__actions'>
            {may?.lower ? (
              <Lower
                from={of.urgency}
                onSend={(urgency, why) => written(() => workCall('lowerHelp', { params, body: { rev: of.rev, urgency, why } }))}
              />
            ) : null}
            {may?.markRisky ? (
              <Written
                ask='标为有危险'
                label='有什么危险'
                hint='到场后会问去的人平不平安'
                kind='secondary'
                onSend={(why) => written(() => workCall('markRiskyHelp', { params, body: { rev: of.rev, why } }))}
              />
            ) : null}
            {may?.keep ? (
              <Button
                kind='secondary'
                busyWords='正在记下…'
                onPress={() => online(() => workCall('keepHelp', { params, body: { rev: of.rev } }))}
              >
                不交了，我自己办
              </Button>
            ) : null}
            {may?.handOver ? (
              <HandOver of={of} onSend={(to, why) => written(() => workCall('handOverHelp', { params, body: { rev: of.rev, to, why } }))} />
            ) : null}
            {may?.refuse ? (
              <Written
                ask='我去不了'
                label='为什么去不了'
                hint='马上派给下一个人；没有别人接下之前，还由您负责'
                kind='secondary'
                onSend={(why) => written(() => workCall('refuseHelp', { params, body: { rev: of.rev, why } }))}
              />
            ) : null}
          </Box>
        </Fold>
      ) : null}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
    </Box>
  )
}
