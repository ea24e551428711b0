import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Descriptions, Drawer, Timeline } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { AccountNumber } from './account-number.tsx'
import { ApplicationActions } from './application-actions.tsx'
import { applicationKeys, applicationStates, dueWords } from './application-words.ts'
import { ComputedPart } from './computed-part.tsx'
import { DecisionPart } from './decision-part.tsx'
import { MaterialPart } from './material-part.tsx'

/** One application: facts with their sources, what the rules say, papers, and the next step. Opening it is on record. */
export function ApplicationDrawer({ applicationId, onClose }: { applicationId: string | null; onClose: () => void }) {
  return (
    <Drawer title='救助申请' size={760} open={applicationId !== null} onClose={onClose} destroyOnHidden>
      {applicationId && <Shown applicationId={applicationId} />}
    </Drawer>
  )
}

function Shown({ applicationId }: { applicationId: string }) {
  const queryClient = useQueryClient()
  const found = useQuery({
    queryKey: [...applicationKeys.applications, 'one', applicationId],
    queryFn: () => call('getApplication', { params: { applicationId } }),
  })
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton label='正在打开申请' />
  const application = found.data
  const reload = () => void queryClient.invalidateQueries({ queryKey: applicationKeys.applications })
  return (
    <>
      <Top application={application} />
      {application.mayNotBecause && <Alert type='info' showIcon title={application.mayNotBecause} style={{ marginBottom: 16 }} />}
      <ApplicationActions key={`${application.id}-${application.rev}`} application={application} onDone={reload} />
      <ComputedPart application={application} />
      <MaterialPart application={application} />
      {application.decision && <DecisionPart title='书面决定' decision={application.decision} />}
      {application.objection && (
        <section aria-label='异议'>
          <h2>异议</h2>
          <Descriptions
            column={1}
            items={[
              { key: 'words', label: '居民说', children: application.objection.words },
              { key: 'due', label: '最晚答复', children: application.objection.dueOn },
              ...(application.objection.answer
                ? [
                    {
                      key: 'answer',
                      label: application.objection.outcome === 'reopened' ? '答复：重新办理' : '答复：维持',
                      children: application.objection.answer,
                    },
                  ]
                : []),
            ]}
          />
        </section>
      )}
      {application.earlier.map((decision) => (
        <DecisionPart key={decision.decidedAt} title='撤销了的决定' decision={decision} />
      ))}
      <section aria-label='经过'>
        <h2>经过</h2>
        <Timeline
          items={application.steps.map((step) => ({
            key: step.at,
            content: `${step.words}（${step.byName}，${instantWords(step.at)}）`,
          }))}
        />
      </section>
    </>
  )
}

/** What is proposed to be given, with the amount where a clerk named it. */
const grantWords = ({ amountFen }: { amountFen: number | null }) =>
  amountFen === null ? '意见：给予' : `意见：给予 ¥${formatYuan(amountFen)}`

function Top({ application }: { application: DeskApplication }) {
  const due = dueWords(application)
  const state = applicationStates[application.state]
  return (
    <>
      <p>
        <StateTag tone={state.tone}>{state.word}</StateTag> {due && <StateTag tone={due.tone}>{due.word}</StateTag>}{' '}
        {application.objected && <StateTag tone='warning'>有异议</StateTag>}
      </p>
      <Descriptions
        column={1}
        items={[
          { key: 'title', label: '政策', children: `${application.title}${application.ofHousehold ? '（按户，全家一份）' : ''}` },
          {
            key: 'applicant',
            label: '申请人',
            children: (
              <>
                {application.applicantMasked}，{application.communityName}
                {application.byProxy && '（由代办的人提交）'}
                {application.byGuardian && '（监护人替孩子提交，发到监护人的卡）'}{' '}
                <Link className='text-link' to='/residents'>
                  到“居民”里核实、登记情况
                </Link>
              </>
            ),
          },
          { key: 'submitted', label: '申请时间', children: instantWords(application.submittedAt) },
          ...(application.dueOn
            ? [{ key: 'due', label: '期限', children: `${application.dueOn}${application.lawWords ? `，${application.lawWords}` : ''}` }]
            : []),
          ...(application.note
            ? [{ key: 'note', label: '居民说', children: <span style={{ whiteSpace: 'pre-wrap' }}>{application.note}</span> }]
            : []),
          ...(application.accountMasked
            ? [{ key: 'account', label: '收款银行卡', children: <AccountNumber application={application} /> }]
            : []),
          ...(application.checkWords
            ? [{ key: 'check', label: '核对情况', children: <span style={{ whiteSpace: 'pre-wrap' }}>{application.checkWords}</span> }]
            : []),
          ...(application.proposal
            ? [
                {
                  key: 'proposal',
                  label: application.proposal.grant ? grantWords(application.proposal) : '意见：不给予',
                  children: `${application.proposal.words}（${application.proposal.byYou ? '您提出的' : application.proposal.byName}，${instantWords(application.proposal.at)}）`,
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
