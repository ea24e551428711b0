import type { Matching } from '@minsheng/shared/contracts/donation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Drawer } from 'antd'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { Money } from '../../../ui/money.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { WordForm } from '../word-form.tsx'
import { balanceWords, matchingStates, nextWords, ratioWords } from './matching-words.ts'
import { Payments } from './payments.tsx'

const whenThere = (key: string, label: string, children: string | null) => (children === null ? [] : [{ key, label, children }])

function Facts({ matching }: { matching: Matching }) {
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 152 } }}
      items={[
        { key: 'campaign', label: '募捐活动', children: matching.campaignTitle },
        { key: 'uscc', label: '统一社会信用代码', children: matching.companyUscc },
        { key: 'number', label: '协议编号', children: matching.agreementNumber },
        { key: 'agreed', label: '签订日期', children: dateWords(matching.agreedOn) },
        { key: 'ratio', label: '比例', children: ratioWords(matching.ratioPermille) },
        { key: 'cap', label: '每笔最多', children: matching.perGiftCapFen === null ? '不限' : <Money fen={matching.perGiftCapFen} /> },
        { key: 'total', label: '总额最多', children: <Money fen={matching.totalCapFen} /> },
        { key: 'days', label: '起止日期', children: `${dateWords(matching.startsOn)}至${dateWords(matching.endsOn)}` },
        ...whenThere('ended', '提前结束于', matching.endedOn && dateWords(matching.endedOn)),
        { key: 'name', label: '公示名称', children: matching.nameOnGifts ? '企业同意' : '不公示，显示为匿名' },
        ...whenThere('decided', '确认时间', matching.decidedAt && instantWords(matching.decidedAt)),
        ...whenThere('note', '确认意见', matching.decisionNote),
      ]}
    />
  )
}

function Sums({ matching }: { matching: Matching }) {
  const { owedFen, paidFen, giftCount, asOf } = matching
  return (
    <div className='panel' style={{ padding: 16, margin: '0 0 16px' }}>
      <p style={{ margin: 0 }}>
        按账本，{giftCount} 笔捐款应配 <Money fen={owedFen} />
        ，已付 <Money fen={paidFen} />，<strong>{balanceWords(matching)}</strong>。
      </p>
      <p className='quiet' style={{ margin: '4px 0 0' }}>
        应配是承诺，不是到账的钱；退了的捐款已经减去。截至 {instantWords(asOf)}。
      </p>
    </div>
  )
}

/** One agreement: what it comes to, what was paid, and what this person can do about it. */
export function MatchingDrawer({ matchingId, onClose }: { matchingId: string | null; onClose: () => void }) {
  const { can } = useAbilities()
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: [...donationKeys.matchings, matchingId],
    queryFn: () => call('getMatching', { params: { matchingId: matchingId ?? '' } }),
    enabled: matchingId !== null,
  })
  const matching = query.data
  const exporting = useMutation({
    mutationFn: (of: Matching) => call('exportMatchingStatement', { params: { matchingId: of.id } }),
    onSuccess: (bytes, of) => saveFile(bytes, 'text/csv', `配捐明细-${of.companyName}.csv`),
  })
  function changed() {
    void queryClient.invalidateQueries({ queryKey: donationKeys.matchings })
    void queryClient.invalidateQueries({ queryKey: donationKeys.gifts })
    void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
  }
  return (
    <Drawer title='配捐协议' size={680} open={matchingId !== null} onClose={onClose} destroyOnHidden>
      {query.isPending && <PageSkeleton label='正在打开协议' />}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {matching && (
        <>
          <h2 style={{ marginTop: 0 }}>{matching.companyName}</h2>
          <p>
            <StateTag tone={matchingStates[matching.state].tone}>{matchingStates[matching.state].word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(matching)}</p>
          {matching.state !== 'rejected' && <Sums matching={matching} />}
          <Facts matching={matching} />
          {(matching.state === 'confirmed' || matching.state === 'ended') && (
            <>
              <Button style={{ marginTop: 16 }} loading={exporting.isPending} onClick={() => exporting.mutate(matching)}>
                下载配捐明细（给企业核对）
              </Button>
              {exporting.error && <ProblemNotice error={exporting.error} />}
              <Payments matching={matching} onChanged={changed} />
            </>
          )}
          {matching.state === 'recorded' && !matching.recordedByYou && can('matching.decide') && (
            <WordForm
              name='decide-matching'
              title='确认协议'
              noteLabel='核对情况'
              noteHint='请写明怎么核对的，如“已核对协议原件”'
              choices={[
                { approve: true, label: '确认并公开', done: '已确认，项目页上看得到了' },
                { approve: false, label: '不通过', done: '已退回，没有公开' },
              ]}
              send={(word) => call('decideMatching', { params: { matchingId: matching.id }, body: { rev: matching.rev, ...word } })}
              onDone={changed}
            />
          )}
          {matching.state === 'confirmed' && can('matching.decide') && (
            <WordForm
              name='end-matching'
              title='提前结束'
              noteLabel='提前结束的原因'
              noteHint='请写明原因，如“企业来函，今天起不再配捐”'
              choices={[{ approve: false, label: '提前结束（今天仍算）', done: '已提前结束' }]}
              send={({ note }) => call('endMatching', { params: { matchingId: matching.id }, body: { rev: matching.rev, note } })}
              onDone={changed}
            />
          )}
        </>
      )}
    </Drawer>
  )
}
