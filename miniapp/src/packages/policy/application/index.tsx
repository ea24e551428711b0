import type { ApplicationDetail } from '@minsheng/shared/contracts/policy'
import { formatDate, formatInstant } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { goInstead, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { Sheet } from '../../../ui/sheet'
import { Timeline } from '../../../ui/timeline'
import '../../mine/style.scss'
import { useAgain } from '../../mine/use-again'
import { applicationStates } from '../application-words'
import { dateWords } from '../words'
import { type Act, useAct } from './act'
import { Decision } from './decision'
import { Objecting } from './objecting'
import { Supplementing } from './supplementing'

function Objection({ objection }: Pick<ApplicationDetail, 'objection'>) {
  if (!objection) return null
  return (
    <>
      <Heading level={2}>对决定的异议</Heading>
      <Facts
        rows={[
          { label: '异议怎么说', value: objection.words },
          objection.answer
            ? { label: objection.outcome === 'reopened' ? '答复：重新办理' : '答复：维持原决定', value: objection.answer }
            : { label: '最晚答复', value: dateWords(objection.dueOn) },
        ]}
      />
    </>
  )
}

function Withdraw({ application, act }: { application: ApplicationDetail; act: Act }) {
  const [open, setOpen] = useState(false)
  if (!application.mayWithdraw) return null
  return (
    <>
      <Button kind='quiet' onPress={() => setOpen(true)}>
        撤回申请
      </Button>
      <Sheet open={open} title='撤回这份申请？' closeWords='不撤回' onClose={() => setOpen(false)}>
        <Words className='mine__line'>撤回后不再办理。以后随时可以再申请，不影响别的政策。</Words>
        <Button
          kind='danger'
          busyWords='正在撤回…'
          onPress={async () => {
            const { id, rev } = application
            await act(() => call('withdrawApplication', { params: { applicationId: id }, body: { rev } }))
            setOpen(false)
          }}
        >
          撤回
        </Button>
      </Sheet>
    </>
  )
}

/** One application: where it is, what comes next and by when, the written decision and the way to object. */
export default function ApplicationPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(`application-${id}`, () => call('getMyApplication', { params: { applicationId: id } }))
  useAgain(remote.reload)
  const { failure, act } = useAct(remote)
  const application = remote.data
  return (
    <Page title={application?.title ?? '申请进展'} remote={remote}>
      {application ? (
        <>
          <Badge tone={applicationStates[application.state].tone}>{applicationStates[application.state].label}</Badge>
          <Card tone={application.next.late ? 'warm' : 'calm'}>
            <Words className='mine__line'>{application.next.words}</Words>
            {application.next.provisional ? <Words className='mine__small'>放假安排公布后，日期可能调整。</Words> : null}
          </Card>
          <Box role='alert'>{failure ? <Words className='mine__failure'>{failure}</Words> : null}</Box>
          {application.supplement && application.maySupplement ? <Supplementing application={application} act={act} /> : null}
          {application.decision ? <Decision title={application.title} decision={application.decision} /> : null}
          <Objection objection={application.objection} />
          {application.mayObject ? <Objecting application={application} onDone={remote.set} /> : null}
          <Heading level={2}>经过</Heading>
          <Timeline
            label='经过'
            steps={application.steps.map(({ at, words }, index) => ({
              title: words,
              detail: formatInstant(new Date(at)),
              state: index === application.steps.length - 1 && application.mayWithdraw ? 'now' : 'done',
            }))}
          />
          {application.asHousehold ? (
            <Words className='mine__small'>这是家里人替全家申请的，决定对全家有效。申请人交的材料和银行卡，只有申请人自己看得到。</Words>
          ) : (
            <Fold title='您交了什么'>
              <Facts
                rows={[
                  { label: '提交时间', value: formatDate(new Date(application.submittedAt)) },
                  ...(application.accountMasked
                    ? [{ label: '收款银行卡', value: `${application.bank ?? ''} ${application.accountMasked}` }]
                    : []),
                  {
                    label: '材料',
                    value:
                      application.materials.length === 0
                        ? '没有交材料'
                        : application.materials.map(({ name, photos }) => `${name} ${photos} 张`).join('；'),
                  },
                  ...(application.note ? [{ label: '您说的', value: application.note }] : []),
                  ...(application.byGuardian ? [{ label: '谁交的', value: '监护人替孩子提交' }] : []),
                  ...(application.byProxy ? [{ label: '谁交的', value: '由代办的人提交' }] : []),
                ]}
              />
            </Fold>
          )}
          <Withdraw application={application} act={act} />
          <Button kind='quiet' onPress={() => goInstead(pages.applications)}>
            看全部申请
          </Button>
        </>
      ) : null}
    </Page>
  )
}
