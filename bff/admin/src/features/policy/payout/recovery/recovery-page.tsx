import type { DeskRecovery } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Descriptions } from 'antd'
import { useParams } from 'react-router-dom'
import { call } from '../../../../platform/api.ts'
import { IllustrativeTag } from '../../../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../../../ui/page-header.tsx'
import { StateTag } from '../../../../ui/state-tag.tsx'
import { dateWords, instantWords, monthWords } from '../../../../ui/time-words.ts'
import { Loaded } from '../../loaded.tsx'
import { SpokenPart } from '../../spoken-part.tsx'
import '../../policy.css'
import { ConfirmRepayment, DecideRecovery, RecordRepayment } from './recovery-steps.tsx'
import { balanceRows, recoveryKeys, recoveryWays, stateWords } from './recovery-words.ts'

const repaymentStates = { waiting: '等另一人核对', confirmed: '已核对', refused: '核对不对' } as const

function Whole({ of, onDone, onReload }: { of: DeskRecovery; onDone: (next: DeskRecovery) => void; onReload: () => void }) {
  const { word, tone } = stateWords(of)
  const step = { of, onDone, onReload }
  return (
    <>
      <PageHeader title={`${of.personMasked}的${of.title}`} words={`${recoveryWays[of.way]}，¥${formatYuan(of.fen)}`} />
      <div className='panel payout-head'>
        <section aria-label='这一笔'>
          <p>
            <StateTag tone={tone}>{word}</StateTag>
          </p>
          {of.mayNotBecause && <Alert type='info' showIcon title={of.mayNotBecause} style={{ marginBottom: 16 }} />}
          <Descriptions
            column={1}
            items={[
              {
                key: 'months',
                label: '哪几个月',
                children: of.months.map(({ month, fen }) => `${monthWords(month)} ¥${formatYuan(fen)}`).join('、'),
              },
              { key: 'words', label: '理由', children: of.words },
              { key: 'proposed', label: '提出', children: `${of.proposedBy}，${instantWords(of.noticedAt)}` },
              ...(of.way === 'set_off'
                ? [
                    {
                      key: 'share',
                      label: '每次最多抵',
                      children: (
                        <>
                          当次金额的 {of.setOffPercent}% {of.setOffIllustrative && <IllustrativeTag />}
                        </>
                      ),
                    },
                  ]
                : []),
              ...(of.hearUntil ? [{ key: 'until', label: '听取意见到', children: dateWords(of.hearUntil) }] : []),
              ...(of.said ? [{ key: 'said', label: '本人说', children: of.said }] : []),
              ...(of.decision
                ? [
                    {
                      key: 'decision',
                      label: of.state === 'dropped' ? `决定：${of.way === 'waive' ? '没有同意不追回' : '不追回'}` : '决定',
                      children: `${of.decision.words}（${of.decidedBy ?? ''}，${instantWords(of.decision.decidedAt)}）`,
                    },
                  ]
                : []),
              ...(of.decision?.toldTo ? [{ key: 'told', label: '告知了', children: of.decision.toldTo }] : []),
              ...(of.balance ? balanceRows(of.balance) : []),
              ...of.repayments.map((one, index) => ({
                key: `repayment-${index}`,
                label: one.kind === 'received' ? '退回的钱' : '剩下的不追',
                children: `${dateWords(one.on)}，¥${formatYuan(one.fen)}，${one.kind === 'received' ? '流水号 ' : ''}${one.reference}；${one.recordedBy}登记，${repaymentStates[one.state]}${one.words ? `：${one.words}` : ''}`,
              })),
            ]}
          />
        </section>
        <SpokenPart
          of={of}
          mayRecord={of.may.recordSpoken}
          send={(body) => call('recordSpokenOnRecovery', { params: { recoveryId: of.id }, body })}
          onDone={onReload}
        />
        {of.may.decide && <DecideRecovery key={`d${of.rev}`} {...step} />}
        {of.may.confirm && <ConfirmRepayment key={`c${of.rev}`} {...step} />}
        {of.may.record && <RecordRepayment key={`r${of.rev}`} {...step} />}
      </div>
    </>
  )
}

/** One of them: which months, why, what the person said, what was decided, and what is open. */
export function RecoveryPage() {
  const { recoveryId = '' } = useParams()
  const queries = useQueryClient()
  const name = [...recoveryKeys.all, 'one', recoveryId]
  const query = useQuery({ queryKey: name, queryFn: () => call('getRecovery', { params: { recoveryId } }) })
  function done(next: DeskRecovery) {
    queries.setQueryData(name, next)
    void queries.invalidateQueries({ queryKey: [...recoveryKeys.list] })
    void queries.invalidateQueries({ queryKey: [...recoveryKeys.overpaid] })
  }
  return (
    <Loaded label='这一笔追回' query={query}>
      {(of) => <Whole of={of} onDone={done} onReload={() => void query.refetch()} />}
    </Loaded>
  )
}
