import type { Settlement } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Descriptions, Drawer } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { AskSection } from '../books/ask-section.tsx'
import { DecideSection } from '../books/decide-section.tsx'
import { donationKeys } from '../queries.ts'
import { kindWords, moneyLabels, nextWords, stateOf } from './settlement-words.ts'

const whenThere = (key: string, label: string, children: string | null | undefined) => (children ? [{ key, label, children }] : [])

function Facts({ settlement }: { settlement: Settlement }) {
  const { kind, decidedAt, reversal } = settlement
  const labels = moneyLabels(kind)
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 152 } }}
      items={[
        { key: 'kind', label: '类型', children: kindWords[kind] },
        { key: 'cleared', label: labels.cleared, children: <Money fen={settlement.clearedFen} /> },
        ...(kind === 'payout' ? [{ key: 'fee', label: '手续费', children: <Money fen={settlement.feeFen} /> }] : []),
        { key: 'bank', label: labels.bank, children: <Money fen={settlement.bankFen} /> },
        { key: 'on', label: labels.on, children: dateWords(settlement.settledOn) },
        { key: 'reference', label: labels.reference, children: settlement.reference },
        { key: 'receipt', label: '银行回单号', children: settlement.bankReceiptNumber },
        { key: 'charity', label: '慈善组织', children: settlement.charityName },
        { key: 'requested', label: '登记时间', children: instantWords(settlement.requestedAt) },
        ...whenThere('decided', '复核时间', decidedAt && instantWords(decidedAt)),
        ...whenThere('note', '复核意见', settlement.decisionNote),
        ...whenThere('reason', '冲正原因', reversal?.reason),
        ...whenThere('reversalNote', '冲正审批意见', reversal?.decisionNote),
      ]}
    />
  )
}

function Actions({ settlement, onDone }: { settlement: Settlement; onDone: () => void }) {
  const { can } = useAbilities()
  const params = { settlementId: settlement.id }
  if (settlement.state === 'requested' && !settlement.requestedByYou && can('books.decide'))
    return (
      <DecideSection
        title='复核'
        name='decide-settlement'
        hint='如“与 6 月 15 日银行流水一致”。'
        approveLabel='复核无误，记账'
        rejectLabel='退回'
        approvedWords={settlement.kind === 'payout' ? '已记账，银行账面增加' : '已记账，微信待结算增加'}
        rejectedWords='已退回，没有记账'
        decide={(word) => call('decideSettlement', { params, body: { rev: settlement.rev, ...word } })}
        onDone={onDone}
      />
    )
  if (settlement.reversalWaits && !settlement.reversal?.requestedByYou && can('books.decide'))
    return (
      <DecideSection
        title='冲正审批'
        name='decide-settlement-reversal'
        hint='如“确认金额记错，另行重新登记”。'
        approveLabel='批准冲正'
        rejectLabel='不批准'
        approvedWords='已冲正，账上还原'
        rejectedWords='没有冲正，记账不变'
        decide={(word) => call('decideSettlementReversal', { params, body: { rev: settlement.rev, ...word } })}
        onDone={onDone}
      />
    )
  if (settlement.state === 'confirmed' && !settlement.reversalWaits && can('books.ask'))
    return (
      <AskSection
        title='冲正'
        name='ask-settlement-reversal'
        label='冲正原因'
        hint='已记账的不能修改；记错了就冲正，再用同一个单号重新登记。'
        buttonLabel='申请冲正'
        askedWords='已提出冲正，等另一位负责人审批'
        ask={(reason, idempotencyKey) =>
          call('requestSettlementReversal', { params, body: { rev: settlement.rev, reason }, idempotencyKey })
        }
        onDone={onDone}
      />
    )
  return null
}

/** One payout or top-up: what it was, and what this person can do about it. */
export function SettlementDrawer({ settlement, onClose }: { settlement: Settlement | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  function done() {
    for (const queryKey of [donationKeys.settlements, donationKeys.spending]) void queryClient.invalidateQueries({ queryKey })
    onClose()
  }
  return (
    <Drawer title='结算详情' size={560} open={settlement !== null} onClose={onClose} destroyOnHidden>
      {settlement && (
        <>
          <p style={{ fontSize: 32, lineHeight: 1.3, margin: '0 0 8px', fontWeight: 600 }}>
            <Money fen={settlement.bankFen} />
          </p>
          <p>
            <StateTag tone={stateOf(settlement).tone}>{stateOf(settlement).word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(settlement)}</p>
          <Facts settlement={settlement} />
          <Actions settlement={settlement} onDone={done} />
        </>
      )}
    </Drawer>
  )
}
