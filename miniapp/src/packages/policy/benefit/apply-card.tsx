import type { Benefit } from '@minsheng/shared/contracts/policy'
import { useState } from 'react'
import { applyPage, go } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'

interface ApplyProps {
  item: Benefit
  isDeclined: boolean
  onDeclined: (ids: readonly string[]) => void
}

/** Applying here; nobody is kept from asking, so it is offered where the rules say no, too. */
export function Apply({ item, isDeclined, onDeclined }: ApplyProps) {
  const [failure, setFailure] = useState<string | null>(null)
  if (item.status === 'enjoying' || item.status === 'upcoming') return null
  const isTheirs = item.status === 'entitled'
  const decline = async () => {
    try {
      onDeclined((await call('declineBenefit', { params: { policyId: item.policyId } })).declined)
      setFailure(null)
    } catch (error) {
      const { title, advice } = failureWords(error)
      setFailure(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Card>
      <Heading level={2}>{isTheirs && item.applying === 'automatic' ? '免申即享' : '申请'}</Heading>
      <Words className='mine__line'>
        {isTheirs
          ? item.applying === 'automatic'
            ? '不用交材料，确认一下、填好银行卡就可以。'
            : '已经掌握的情况不用再填，只拍还缺的材料。'
          : '按现在知道的情况，还不能确定或不符合。您仍然可以申请，由部门核对后书面答复。'}
      </Words>
      <Button kind={isTheirs ? 'primary' : 'secondary'} onPress={() => go(applyPage(item.policyId))}>
        {isTheirs && item.applying === 'automatic' ? '确认领取' : '申请'}
      </Button>
      <Words className='mine__small'>也可以带上材料，到户籍所在街道的便民服务中心办；走不开的，可以请家里人或社区工作人员代办。</Words>
      {isDeclined ? (
        <Words className='mine__small' role='status'>
          您说过不需要这一项，不再提醒。想要时随时可以申请。
        </Words>
      ) : (
        <Button kind='quiet' onPress={decline} busyWords='正在记下…'>
          不需要，不用再提醒
        </Button>
      )}
      <Box role='alert'>{failure ? <Words className='mine__failure'>{failure}</Words> : null}</Box>
    </Card>
  )
}
