import type { ApplicationForm } from '@minsheng/shared/contracts/policy'
import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { applicationPage, goInstead, listPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { ErrorSummary } from '../../../ui/error-summary'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { usePapers } from '../use-papers'
import { bodyOf, type Filled, faultsOf, inFours, isNewCard } from './check'
import { Filling } from './filling'

const nothing: Filled = { account: 'held', bank: '', number: '', note: '', truthful: false }

/** Where nothing can be applied for: one is under way, or it stands. */
function Already({ form }: { form: ApplicationForm }) {
  return (
    <Card tone='calm'>
      <Words className='mine__line'>
        {form.openId ? '这一项已经有一份申请正在办。' : (form.given ?? '这一项您已经在享受，不用再申请。')}
      </Words>
      {form.openId ? <Button onPress={() => goInstead(applicationPage(form.openId ?? ''))}>看进展</Button> : null}
    </Card>
  )
}

/** Everything once more, before it is sent. */
function Checking({
  form,
  filled,
  papers,
}: {
  form: ApplicationForm
  filled: Filled
  papers: readonly { name: string; photoIds: string[] }[]
}) {
  const card = isNewCard(form, filled)
    ? `${filled.bank.trim()} ${inFours(filled.number)}`
    : `${form.payTo?.heldBank ?? ''} ${form.payTo?.heldMasked ?? ''}`
  return (
    <>
      <Heading level={2}>核对一遍</Heading>
      <Facts
        rows={[
          { label: '申请', value: form.title },
          ...(form.payTo ? [{ label: '收款银行卡', value: `${card}（户名 ${form.payTo.nameMasked}）` }] : []),
          ...(papers.length > 0
            ? [{ label: '材料', value: papers.map(({ name, photoIds }) => `${name} ${photoIds.length} 张`).join('；') }]
            : []),
          ...(filled.note.trim() === '' ? [] : [{ label: '您说的', value: filled.note.trim() }]),
        ]}
      />
    </>
  )
}

/** What happens after, with the days it takes. */
function After({ steps }: Pick<ApplicationForm, 'steps'>) {
  return (
    <>
      <Heading level={2}>提交以后</Heading>
      <List label='提交以后'>
        {steps.map((step) => (
          <ListRow key={step} title={step} />
        ))}
      </List>
    </>
  )
}

/** Applying on one page: what is known is filled in, what is missing is asked, all of it is read once more, then it is sent. */
export default function ApplyPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(`apply-${id}`, () => call('getApplicationForm', { params: { policyId: id } }))
  const papers = usePapers()
  const [filled, setFilled] = useState(nothing)
  const [phase, setPhase] = useState<'fill' | 'check'>('fill')
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const key = useRef({ asked: '', key: newKey() })
  const form = remote.data
  const title = form ? `申请${form.title}` : '申请'
  const code = remote.failure?.code
  if (!form && (code === 'record_needed' || code === 'real_name_needed')) {
    return (
      <Page title={title}>
        <Card tone='warm'>
          <Words className='mine__line'>{remote.failure?.title ?? ''}</Words>
          <Button onPress={() => goInstead(listPage('mine'))}>看怎么办</Button>
        </Card>
      </Page>
    )
  }
  if (!form || form.openId || form.given || form.enjoying) {
    return (
      <Page title={title} remote={remote}>
        {form ? <Already form={form} /> : null}
      </Page>
    )
  }

  // What was corrected is no longer called wrong.
  const faults = isTried ? faultsOf(form, filled, papers.photosOf) : []
  const isOnePress = form.applying === 'automatic'
  const isComplete = () => {
    setTried(true)
    setFailure(null)
    return faultsOf(form, filled, papers.photosOf).length === 0
  }
  const toCheck = () => {
    if (isComplete()) setPhase('check')
  }
  const change = (next: Partial<Filled>) => {
    setFilled({ ...filled, ...next })
    setFailure(null)
  }
  const submit = async () => {
    if (!filled.truthful) return setFailure('请先勾选“以上情况属实，同意核对”')
    const body = bodyOf(form, filled, papers.papers)
    const asked = JSON.stringify(body)
    if (key.current.asked !== asked) key.current = { asked, key: newKey() }
    try {
      const { id: made } = await call('submitApplication', { body, idempotencyKey: key.current.key })
      goInstead(applicationPage(made))
    } catch (thrown) {
      const { title: what, advice } = failureWords(thrown)
      setFailure(advice ? `${what}。${advice}` : what)
    }
  }
  return (
    <Page title={title} remote={remote}>
      <ErrorSummary errors={faults} />
      {phase === 'fill' ? (
        <Filling form={form} filled={filled} papers={papers} faults={faults} onChange={change} />
      ) : (
        <Checking form={form} filled={filled} papers={papers.papers} />
      )}
      {isOnePress || phase === 'check' ? (
        <>
          <After steps={form.steps} />
          <Tick
            label='以上情况属实，同意核对'
            detail='部门会向有关单位核对；查得到的不再要您证明'
            on={filled.truthful}
            onChange={(truthful) => change({ truthful })}
          />
        </>
      ) : null}
      <Box role='alert'>{failure ? <Words className='mine__failure'>{failure}</Words> : null}</Box>
      {isOnePress ? (
        <Button onPress={async () => (isComplete() ? submit() : undefined)} busyWords='正在提交…'>
          确认领取
        </Button>
      ) : null}
      {!isOnePress && phase === 'fill' ? <Button onPress={toCheck}>下一步，核对一遍</Button> : null}
      {!isOnePress && phase === 'check' ? (
        <>
          <Button onPress={submit} busyWords='正在提交…'>
            提交申请
          </Button>
          <Button kind='quiet' onPress={() => setPhase('fill')}>
            返回修改
          </Button>
        </>
      ) : null}
    </Page>
  )
}
