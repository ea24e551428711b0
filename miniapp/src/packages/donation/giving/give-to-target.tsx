import { formatYuan } from '@minsheng/shared/units/money'
import { go, projectPage, startMonthlyPage } from '../../../platform/navigate'
import { payPlace } from '../../../platform/pay'
import { AfterPaint } from '../../../ui/after-paint'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { ErrorSummary } from '../../../ui/error-summary'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Page } from '../../../ui/page'
import { Progress } from '../../../ui/progress'
import { ReadAloud } from '../../../ui/read-aloud'
import { progressWords } from '../words'
import type { Through } from './entry'
import { GiveForm } from './give-form'
import { PayElsewhere } from './pay-elsewhere'
import type { Target } from './target'
import { UnpaidOrder } from './unpaid'
import { AMOUNT_FIELD, NAME_FIELD, useGiftForm } from './use-gift-form'
import { useGiving } from './use-giving'

/** The page as it is read out. */
function spoken({ project, venueName }: Target): string[] {
  return [
    ...(venueName ? [`这是${venueName}的公益码，真实有效。`] : []),
    ...(project.demo ? ['这是演示项目，不是真实募捐。'] : []),
    `您要捐的项目是：${project.title}。${project.purpose}`,
    `善款给${project.charityName}。${progressWords(project)}。`,
    '请选好捐多少，再点最下面的按钮，到微信支付里付款。',
  ]
}

function Receiver({ target }: { target: Target }) {
  const { project, venueName } = target
  return (
    <Card tone='calm'>
      {venueName ? (
        <Box className='giving__venue'>
          <Icon of='map-pin/lake' size='small' />
          <Words>{`${venueName}的公益码，真实有效`}</Words>
        </Box>
      ) : null}
      {project.demo ? <Badge tone='info'>演示项目，不是真实募捐</Badge> : null}
      <Heading level={1}>{project.title}</Heading>
      <Words className='giving__line'>{project.purpose}</Words>
      <Words className='giving__small'>{`善款给：${project.charityName}`}</Words>
      <Progress label='筹款进度' part={project.totals.raisedFen} whole={project.goalFen} words={progressWords(project)} />
      <ReadAloud words={spoken(target)} />
    </Card>
  )
}

/** Who receives, how much, one button. */
export function GiveToTarget({ target, through }: { target: Target; through: Through }) {
  const form = useGiftForm(target.suggestedAmountsFen, through.amountFen)
  const { state, order, resume, startOver } = useGiving()
  const give = async () => {
    if (!form.check() || form.amountFen === null) return
    const donorName = form.anonymous ? '' : form.donorName.trim()
    await order({
      projectId: target.project.id,
      codeId: target.codeId,
      amountFen: form.amountFen,
      anonymous: form.anonymous,
      donorName: donorName === '' ? null : donorName,
      teamId: through.teamId,
      monthlyId: through.monthlyId,
    })
  }

  if (payPlace() === 'browser_or_mini_program') {
    return (
      <Page title='捐一笔' heading={false}>
        <Receiver target={target} />
        <PayElsewhere />
        <Button kind='quiet' onPress={() => go(projectPage(target.project.id))}>
          先看看项目详情
        </Button>
      </Page>
    )
  }
  if (state.step === 'unpaid' || state.step === 'resuming') {
    return (
      <Page title='捐一笔' heading={false}>
        <Receiver target={target} />
        <UnpaidOrder state={state} onResume={resume} onStartOver={startOver} />
      </Page>
    )
  }
  const errors = [
    ...(form.amountError ? [{ field: AMOUNT_FIELD, message: form.amountError }] : []),
    ...(form.nameError ? [{ field: NAME_FIELD, message: form.nameError }] : []),
  ]
  const failure = state.step === 'choosing' ? state.failure : null
  return (
    <Page
      title='捐一笔'
      heading={false}
      bottom={
        <>
          <Box role='alert'>
            {failure ? <Words className='giving__failure'>{`${failure.title}。${failure.advice}没有扣钱。`}</Words> : null}
          </Box>
          <Button onPress={give} busyWords='正在打开微信支付…'>
            {form.amountFen === null ? '捐一笔' : `捐 ¥${formatYuan(form.amountFen)}`}
          </Button>
        </>
      }
    >
      <Receiver target={target} />
      {through.teamId ? <Words className='giving__small'>您从“一起捐”的页面来，这一笔会算在那里。</Words> : null}
      {through.monthlyId ? <Words className='giving__small'>这是您约定的月捐。点下面的按钮才付款，不会自动扣款。</Words> : null}
      {errors.length > 1 ? <ErrorSummary errors={errors} /> : null}
      <AfterPaint>
        <GiveForm form={form} suggestedAmountsFen={target.suggestedAmountsFen} />
        <Words className='giving__small'>{`在微信支付里付款，钱直接进入${target.project.charityName}的账户，平台不经手。`}</Words>
        {through.teamId || through.monthlyId ? null : (
          <Button kind='quiet' onPress={() => go(startMonthlyPage(target.project.id, form.amountFen))}>
            每月捐一次（到日子提醒您，不会自动扣款）
          </Button>
        )}
        <Button kind='quiet' onPress={() => go(projectPage(target.project.id))}>
          先看看项目详情
        </Button>
      </AfterPaint>
    </Page>
  )
}
