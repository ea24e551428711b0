import { useState } from 'react'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Choice, Tick } from '../../ui/choice'
import { Countdown } from '../../ui/countdown'
import { Words } from '../../ui/element'
import { Empty } from '../../ui/empty'
import { ErrorSummary } from '../../ui/error-summary'
import { Facts } from '../../ui/facts'
import { Field } from '../../ui/field'
import { Fold } from '../../ui/fold'
import { List, ListRow } from '../../ui/list'
import { Money } from '../../ui/money'
import { More } from '../../ui/more'
import { PageFailure, PageSkeleton, StaleNotice } from '../../ui/page/page-states'
import { Progress } from '../../ui/progress'
import { Sheet } from '../../ui/sheet'
import { Steps } from '../../ui/steps'
import { Timeline } from '../../ui/timeline'
import { useToast } from '../../ui/toast'

interface SampleProps {
  /** When the gallery was opened, epoch milliseconds. */
  opened: number
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 1500))

export function Actions(_: SampleProps) {
  const { toast, say } = useToast()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={pause} busyWords='正在处理…'>
        主要操作
      </Button>
      <Button kind='secondary' icon='copy/lake' onPress={() => say('网址已复制')}>
        次要操作
      </Button>
      <Button kind='danger' icon='phone/white' onPress={() => setOpen(true)}>
        危险操作
      </Button>
      <Button kind='quiet' onPress={() => setOpen(true)}>
        安静操作
      </Button>
      <Button disabled>现在不能用</Button>
      <Sheet open={open} title='要退出登录吗' onClose={() => setOpen(false)}>
        <Words>退出后，这部手机上看不到您的捐赠记录。</Words>
      </Sheet>
      {toast}
    </>
  )
}

const amounts = [
  { value: '1000', label: '¥10' },
  { value: '2000', label: '¥20' },
  { value: '5000', label: '¥50' },
  { value: 'other', label: '其他金额' },
]
const views = [
  { value: 'standard', label: '标准版', detail: '一页里内容多一些' },
  { value: 'care', label: '关怀版', detail: '字更大，按钮更大' },
]

export function Answers(_: SampleProps) {
  const [amount, setAmount] = useState('1000')
  const [view, setView] = useState('standard')
  const [anonymous, setAnonymous] = useState(true)
  const [typed, setTyped] = useState('')
  const [phone, setPhone] = useState('1380013')
  const phoneError = phone.length === 11 ? null : `手机号是 11 位数字，您填了 ${phone.length} 位`
  return (
    <>
      <ErrorSummary errors={phoneError ? [{ field: 'sample-phone', message: phoneError }] : []} />
      <Field
        name='sample-amount'
        label='金额（元）'
        hint='最少 0.01 元'
        before='¥'
        large
        keyboard='decimal'
        value={typed}
        onInput={setTyped}
      />
      <Field name='sample-phone' label='手机号' keyboard='phone' value={phone} error={phoneError} onInput={setPhone} />
      <Choice label='捐多少' layout='chips' options={amounts} value={amount} onChoose={setAmount} />
      <Choice label='用哪个版本' options={views} value={view} onChoose={setView} />
      <Tick label='匿名捐赠' detail='公示时不显示您的称呼' on={anonymous} onChange={setAnonymous} />
    </>
  )
}

export function Containers(_: SampleProps) {
  const { toast, say } = useToast()
  return (
    <>
      <Card>
        <Words>普通卡片</Words>
        <Money fen={124500} size='large' />
      </Card>
      <Card tone='calm'>
        <Words>平静的提示</Words>
      </Card>
      <Card tone='warm'>
        <Words>需要留意</Words>
      </Card>
      <Card tone='danger'>
        <Words>危险</Words>
      </Card>
      <Card label='整张卡片是一个链接' onPress={() => say('打开了这张卡片')}>
        <Words>整张卡片是一个链接</Words>
      </Card>
      <List label='示例列表'>
        <ListRow icon='receipt/lake' title='我的捐赠' detail='捐了多少、到没到账' onPress={() => say('打开了我的捐赠')} />
        <ListRow icon='info/info' title='不能点的一行' value='说明' />
      </List>
      <Fold title='慈善组织'>
        <Facts
          rows={[
            { label: '名称', value: '某慈善基金会' },
            { label: '联系人', value: '王女士' },
          ]}
        />
      </Fold>
      <More onMore={pause} failureTitle={null} />
      {toast}
    </>
  )
}

const failure = { title: '网络不通', advice: '请检查手机的网络，然后再试一次。', offline: true }

export function States(_: SampleProps) {
  return (
    <>
      <Badge tone='success'>已到账</Badge>
      <Badge tone='info'>进行中</Badge>
      <Badge tone='warm'>还没有付款</Badge>
      <Badge tone='danger'>正在核对</Badge>
      <Badge tone='muted'>已取消</Badge>
      <Empty icon='bell/ink-2' title='没有消息' advice='这里还没有给您的消息。' />
      <PageSkeleton />
      <StaleNotice failure={failure} onRetry={pause} />
      <PageFailure failure={failure} onRetry={pause} />
    </>
  )
}

const steps = ['填手机号', '收短信', '填验证码']

export function Movement({ opened }: SampleProps) {
  return (
    <>
      <Steps names={steps} now={1} />
      <Progress label='筹款进度' part={1234500} whole={5000000} words='已筹 ¥12,345，目标 ¥50,000，完成 24%' />
      <Countdown until={opened + 65_000} before='还剩 ' after='可以付款' />
      <Countdown until={opened + 7_200_000} large />
      <Timeline
        label='善款去向'
        steps={[
          { title: '您付款成功', detail: '2026年6月15日 09:05', state: 'done' },
          { title: '慈善组织按计划使用', state: 'now' },
          { title: '公布用到了哪里', detail: '项目结束后三个月内', state: 'next' },
        ]}
      />
    </>
  )
}
