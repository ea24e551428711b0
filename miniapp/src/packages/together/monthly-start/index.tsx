import type { Project } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, monthlyGiftPage, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Page } from '../../../ui/page'
import { useMonthlyTerms } from '../monthly-terms'
import '../style.scss'

const LAST_DAY = 28

function StartForm({ project, wishedFen }: { project: Project; wishedFen: number | null }) {
  const today = shanghaiDate(new Date())
  const amountFen = wishedFen ?? project.suggestedAmountsFen[0] ?? 1_000
  const terms = useMonthlyTerms({ amountFen, dayOfMonth: Math.min(LAST_DAY, Number(today.slice(8))), until: null }, today)
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = useRef({ asked: '', key: newKey() })

  const start = async () => {
    const chosen = terms.check()
    if (!chosen) return
    const body = { projectId: project.id, ...chosen }
    const asked = JSON.stringify(body)
    if (attempt.current.asked !== asked) attempt.current = { asked, key: newKey() }
    try {
      const made = await call('startMonthlyGift', { body, idempotencyKey: attempt.current.key })
      goInstead(monthlyGiftPage(made.id))
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }

  return (
    <Page
      title='每月捐一次'
      bottom={
        <>
          <Box role='alert'>{problem ? <Words className='together__failure'>{problem}</Words> : null}</Box>
          <Button onPress={start} busyWords='正在记下…'>
            就这样定
          </Button>
        </>
      }
    >
      <Box className='together'>
        <Card tone='calm'>
          <Words className='together__line'>{`捐给：${project.title}`}</Words>
          <Words className='together__line'>到日子在“消息”里提醒您，点一下才付款，不会自动扣款。随时能改、能停。</Words>
        </Card>
        {terms.fields}
      </Box>
    </Page>
  )
}

export default function StartMonthlyPage() {
  const { id = '', amount = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getProject', { params: { projectId: id } }))
  const project = remote.data
  if (!id || (!project && remote.failure?.code === 'not_found') || (project && !project.acceptsGifts)) {
    return (
      <Page title='每月捐一次' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='现在不能约定' advice='这个项目现在不接受捐款，或者已经移除。您可以看看别的项目。'>
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  if (!project) return <Page title='每月捐一次' remote={remote} />
  return <StartForm project={project} wishedFen={/^[1-9]\d{0,8}$/.test(amount) ? Number(amount) : null} />
}
