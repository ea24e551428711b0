import type { Disbursement } from '@minsheng/shared/contracts/donation'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Descriptions, Drawer, Skeleton, Typography } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { AskSection } from '../books/ask-section.tsx'
import { DecideSection } from '../books/decide-section.tsx'
import { donationKeys } from '../queries.ts'
import { FundsLine } from './funds-line.tsx'
import { PublicPicture } from './public-picture.tsx'
import { nextWords, stateOf } from './spending-words.ts'
import { VoucherList } from './voucher-list.tsx'

const whenThere = (key: string, label: string, children: string | null | undefined) => (children ? [{ key, label, children }] : [])

function Facts({ spending }: { spending: Disbursement }) {
  const { reversal } = spending
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 152 } }}
      items={[
        { key: 'purpose', label: '用途', children: spending.purpose },
        { key: 'payee', label: '付给谁', children: spending.payee },
        { key: 'project', label: '项目', children: spending.projectTitle },
        { key: 'line', label: '预算项', children: spending.budgetLabel },
        { key: 'charity', label: '慈善组织', children: spending.charityName },
        { key: 'spentOn', label: '支出日期', children: dateWords(spending.spentOn) },
        { key: 'requested', label: '提出时间', children: instantWords(spending.requestedAt) },
        ...whenThere('decided', '审批时间', spending.decidedAt && instantWords(spending.decidedAt)),
        ...whenThere('note', '审批意见', spending.decisionNote),
        ...whenThere('reason', '冲正原因', reversal?.reason),
        ...whenThere('reversalNote', '冲正审批意见', reversal?.decisionNote),
        { key: 'id', label: '支出编号', children: <Typography.Text copyable>{spending.id}</Typography.Text> },
      ]}
    />
  )
}

function Actions({ spending, onDone }: { spending: Disbursement; onDone: () => void }) {
  const { can } = useAbilities()
  const params = { disbursementId: spending.id }
  if (spending.state === 'requested' && !spending.requestedByYou && can('books.decide'))
    return (
      <>
        <FundsLine campaignId={spending.campaignId} />
        <DecideSection
          title='审批'
          name='decide-spending'
          hint='如“票据齐全，与合同一致”。'
          approveLabel='批准并记账'
          rejectLabel='不批准'
          approvedWords='已批准并记账，项目页已公布'
          rejectedWords='已退回，没有记账'
          decide={(word) => call('decideDisbursement', { params, body: { rev: spending.rev, ...word } })}
          onDone={onDone}
        />
      </>
    )
  if (spending.reversalWaits && !spending.reversal?.requestedByYou && can('books.decide'))
    return (
      <DecideSection
        title='冲正审批'
        name='decide-reversal'
        hint='如“确认金额记错，另行重新登记”。'
        approveLabel='批准冲正'
        rejectLabel='不批准'
        approvedWords='已冲正，善款回到项目里'
        rejectedWords='没有冲正，支出不变'
        decide={(word) => call('decideReversal', { params, body: { rev: spending.rev, ...word } })}
        onDone={onDone}
      />
    )
  if (spending.state === 'approved' && !spending.reversalWaits && can('books.ask'))
    return (
      <AskSection
        title='冲正'
        name='ask-reversal'
        label='冲正原因'
        hint='已记账的支出不能修改；记错了就冲正，再重新登记。这段话会在项目页公布。'
        buttonLabel='申请冲正'
        askedWords='已提出冲正，等另一位负责人审批'
        ask={(reason, idempotencyKey) => call('requestReversal', { params, body: { rev: spending.rev, reason }, idempotencyKey })}
        onDone={onDone}
      />
    )
  return null
}

/** One spending with its vouchers: where it stands, and what this person can do about it. */
export function SpendingDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const reading = useQuery({
    queryKey: [...donationKeys.spending, 'one', id],
    queryFn: () => call('getDisbursement', { params: { disbursementId: id ?? '' } }),
    enabled: id !== null,
  })
  const spending = reading.data
  const renew = () => void queryClient.invalidateQueries({ queryKey: donationKeys.spending })
  return (
    <Drawer title='支出详情' size={640} open={id !== null} onClose={onClose} destroyOnHidden>
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {spending && (
        <>
          <p style={{ fontSize: 32, lineHeight: 1.3, margin: '0 0 8px', fontWeight: 600 }}>
            <Money fen={spending.amountFen} />
          </p>
          <p>
            <StateTag tone={stateOf(spending).tone}>{stateOf(spending).word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(spending)}</p>
          <Facts spending={spending} />
          <VoucherList spending={spending} />
          <PublicPicture key={spending.rev} spending={spending} onDone={renew} />
          <Actions key={`actions-${spending.rev}`} spending={spending} onDone={renew} />
        </>
      )}
    </Drawer>
  )
}
