import type { ProofFault } from '@minsheng/shared/units/ledger-proof'
import { copyText, dial } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Timeline, type TimelineStep } from '../../../ui/timeline'
import { instantWords } from '../../donation/words'
import { dayWords, faultWords, formatCount, yuan } from '../words'
import type { Checked, SealedProof } from './check'

/** The steps in the order in which they are computed; the first that fails ends the list. */
const order: readonly (readonly ProofFault[])[] = [['not_this_gift'], ['not_in_root', 'head_differs'], ['not_published'], ['chain_broken']]

function stepsOf({ gift, proof, published, fault }: Checked): TimelineStep[] {
  const day = dayWords(proof.seal.date, new Date())
  const all: TimelineStep[] = [
    { title: '取来您这一笔的账', detail: `${yuan(gift.amountFen)}，订单号 ${gift.id}`, state: 'done' },
    { title: `和${day}的账一起算`, detail: `那天一共 ${formatCount(proof.seal.count)} 笔，算出来的指纹和账本上的一样`, state: 'done' },
    { title: '和公开的指纹表比', detail: '所有人看到的，也是这个指纹', state: 'done' },
    { title: '一天接一天地查', detail: `从${day}到最近一天，一共 ${formatCount(published.length)} 天，每天都接得上`, state: 'done' },
  ]
  if (fault === null) return all
  const failed = order.findIndex((faults) => faults.includes(fault))
  return all.slice(0, failed + 1).map((step, at) => (at < failed ? step : { ...step, detail: faultWords[fault], state: 'wrong' }))
}

export function Good({ checked }: { checked: Checked }) {
  const { proof } = checked
  return (
    <Card tone='calm'>
      <Icon of='circle-check/success' size='large' />
      <Heading level={1}>一致</Heading>
      <Words role='status'>
        {`这笔捐赠已写进${dayWords(proof.seal.date, new Date())}的账本，和当天全部 ${formatCount(proof.seal.count)} 笔一起算出同一个指纹。您的手机刚刚自己算了一遍，一模一样：没有少，也没有被改过。`}
      </Words>
      {proof.seal.lateCount > 0 ? <Words>{`其中 ${proof.seal.lateCount} 笔是前几天晚到、补记进来的。`}</Words> : null}
    </Card>
  )
}

export function Bad({ checked, onAgain }: { checked: Checked; onAgain: () => Promise<void> }) {
  return (
    <>
      <Card tone='danger'>
        <Icon of='triangle-alert/vermilion' size='large' />
        <Heading level={1}>不一致</Heading>
        <Words role='status'>{checked.fault ? faultWords[checked.fault] : ''}</Words>
        <Words>
          这不一定是钱出了问题。请先再核对一次；还是不一致，请把这一页截图，拨打 12345，说“捐款账本核对不一致”，请民政局查清楚后答复您。
        </Words>
      </Card>
      <Button onPress={onAgain} busyWords='正在重新核对…'>
        再核对一次
      </Button>
      <Button kind='secondary' icon='phone/lake' onPress={() => dial('12345')}>
        拨打 12345
      </Button>
    </>
  )
}

export function Steps({ checked }: { checked: Checked }) {
  return (
    <>
      <Heading level={2}>您的手机是这样算的</Heading>
      <Card>
        <Timeline label='核对的步骤' steps={stepsOf(checked)} />
      </Card>
    </>
  )
}

interface CopyProofProps {
  proof: SealedProof
  say: (words: string) => void
}

/** The proof to take away, for the verifier that needs no server. */
export function CopyProof({ proof, say }: CopyProofProps) {
  const copy = async () => say((await copyText(JSON.stringify(proof))) ? '已复制，可以发给懂技术的朋友' : '没有复制成功，请再试一次')
  return (
    <Button kind='secondary' icon='copy/lake' onPress={copy}>
      复制证明
    </Button>
  )
}

/** Everything that was computed, for whoever can follow it, and the proof to take away. */
export function Details({ checked, say }: { checked: Checked; say: (words: string) => void }) {
  const { proof, leafHash } = checked
  return (
    <Fold title='详细数字（给懂技术的朋友）'>
      <Facts
        rows={[
          { label: '您这一笔在账本里的原文', value: proof.journal },
          { label: '这一笔的指纹', value: leafHash },
          { label: '在当天第几笔', value: `${formatCount(proof.index + 1)} / ${formatCount(proof.seal.count)}` },
          { label: '一路合并用到的指纹', value: proof.path.length === 0 ? '当天只有这一笔，不用合并' : proof.path.join(' ') },
          { label: '当天账本的根', value: proof.seal.root },
          { label: '前一天的指纹', value: proof.seal.prevHead },
          { label: '当天的指纹', value: proof.seal.head },
          { label: '封账时间', value: instantWords(proof.seal.sealedAt) },
        ]}
      />
      <CopyProof proof={proof} say={say} />
    </Fold>
  )
}
