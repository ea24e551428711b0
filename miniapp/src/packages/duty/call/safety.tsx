import type { DeskCall } from '@minsheng/shared/contracts/help'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'

const safetyDeeds = new Set<DeskCall['steps'][number]['deed']>(['ask_safe', 'miss_check_in', 'safe', 'unsafe'])

/** 一切平安吗: one thumb says that all is well, or calls others. It stands above all else once it was asked. */
export function Safety({ of, onSay }: { of: Pick<DeskCall, 'steps' | 'may'>; onSay: (isSafe: boolean) => Promise<void> }) {
  if (!of.may.checkIn) return null
  const last = of.steps.filter(({ deed }) => safetyDeeds.has(deed)).slice(-1)[0]?.deed
  const isAsked = last === 'ask_safe' || last === 'miss_check_in'
  return (
    <Card tone={isAsked ? 'danger' : 'plain'}>
      <Words className='mine__line'>{isAsked ? '一切平安吗？不回，会通知社区来找您。' : '现场有危险，马上点“要支援”。'}</Words>
      <Box className='work__actions'>
        {isAsked ? (
          <Button onPress={() => onSay(true)} busyWords='正在送出…'>
            我平安
          </Button>
        ) : null}
        <Button kind='danger' onPress={() => onSay(false)} busyWords='正在通知…'>
          不平安，要支援
        </Button>
      </Box>
    </Card>
  )
}
