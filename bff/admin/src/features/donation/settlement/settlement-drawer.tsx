import type { Settlement } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Descriptions, Drawer } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { DecideSection } from '../books/decide-section.tsx'
import { donationKeys } from '../queries.ts'
import { nextWords, settlementStates } from './settlement-words.ts'

/** One payout: what it was, and the second person's word. */
export function SettlementDrawer({ settlement, onClose }: { settlement: Settlement | null; onClose: () => void }) {
  const { can } = useAbilities()
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
            <StateTag tone={settlementStates[settlement.state].tone}>{settlementStates[settlement.state].word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(settlement)}</p>
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 152 } }}
            items={[
              { key: 'cleared', label: '结算金额', children: <Money fen={settlement.clearedFen} /> },
              { key: 'fee', label: '手续费', children: <Money fen={settlement.feeFen} /> },
              { key: 'bank', label: '银行到账', children: <Money fen={settlement.bankFen} /> },
              { key: 'on', label: '到账日期', children: dateWords(settlement.settledOn) },
              { key: 'reference', label: '结算单号', children: settlement.reference },
              { key: 'receipt', label: '银行回单号', children: settlement.bankReceiptNumber },
              { key: 'charity', label: '慈善组织', children: settlement.charityName },
              { key: 'requested', label: '登记时间', children: instantWords(settlement.requestedAt) },
              ...(settlement.decidedAt ? [{ key: 'decided', label: '复核时间', children: instantWords(settlement.decidedAt) }] : []),
              ...(settlement.decisionNote ? [{ key: 'note', label: '复核意见', children: settlement.decisionNote }] : []),
            ]}
          />
          {settlement.state === 'requested' && !settlement.requestedByYou && can('books.decide') && (
            <DecideSection
              title='复核'
              name='decide-settlement'
              hint='如“与 6 月 15 日银行流水一致”。'
              approveLabel='复核无误，记账'
              rejectLabel='退回'
              approvedWords='已记账，银行账面增加'
              rejectedWords='已退回，没有记账'
              decide={(word) =>
                call('decideSettlement', { params: { settlementId: settlement.id }, body: { rev: settlement.rev, ...word } })
              }
              onDone={done}
            />
          )}
        </>
      )}
    </Drawer>
  )
}
