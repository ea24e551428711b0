import type { DeskAward } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Drawer, Form, Input, Radio, Select, Table } from 'antd'
import { call } from '../../platform/api.ts'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SecondWord } from '../../ui/second-word.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { StepFrame } from '../../ui/step-frame.tsx'
import { dateWords, instantWords, monthWords } from '../../ui/time-words.ts'
import { useStep } from '../../ui/use-step.ts'
import { stateWords } from '../people/words.ts'
import { amountWords, requirementWords } from './application-words.ts'
import { awardKeys, kindWords, monthsSince, standsWords } from './award-words.ts'
import { ChangeTag } from './change-tag.tsx'
import { DiffersNotice } from './differs-tag.tsx'
import { PayeePart } from './payee-part.tsx'
import { SpokenPart } from './spoken-part.tsx'

/** One benefit: what stood when, what the rules say now, and its changes. Opening it is on record. */
export function AwardDrawer({ awardId, onClose }: { awardId: string | null; onClose: () => void }) {
  return (
    <Drawer title='待遇' size={720} open={awardId !== null} onClose={onClose} destroyOnHidden>
      {awardId && <Shown awardId={awardId} />}
    </Drawer>
  )
}

function Shown({ awardId }: { awardId: string }) {
  const queryClient = useQueryClient()
  const found = useQuery({ queryKey: [...awardKeys.awards, 'one', awardId], queryFn: () => call('getAward', { params: { awardId } }) })
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton label='正在打开待遇' />
  const award = found.data
  const reload = () => void queryClient.invalidateQueries({ queryKey: awardKeys.awards })
  return (
    <>
      <p>
        <ChangeTag of={{ state: award.state, hearUntil: award.changes[0]?.hearUntil ?? null }} />{' '}
        {award.personState !== 'present' && <StateTag tone='warning'>{`居民登记：${stateWords[award.personState].word}`}</StateTag>}{' '}
        {award.inDoubt && <StateTag tone='danger'>按现在的登记，有条件不符合</StateTag>}
      </p>
      <Descriptions
        column={1}
        items={[
          { key: 'title', label: '政策', children: `${award.title}${award.ofHousehold ? '（按户）' : ''}` },
          { key: 'person', label: '领取人', children: `${award.personMasked}，${award.communityName}` },
          {
            key: 'fen',
            label: '现在',
            children: (
              <>
                {standsWords(award)} {award.illustrative && <IllustrativeTag />}
              </>
            ),
          },
          {
            key: 'now',
            label: '按规则现在应当',
            children: amountWords(award.now),
          },
          ...award.now.requirements
            .filter(({ state }) => state !== 'met')
            .map(({ words, state }) => ({ key: words, label: requirementWords[state].word, children: words })),
        ]}
      />
      <DiffersNotice award={award} />
      {award.mayNotBecause && <Alert type='info' showIcon title={award.mayNotBecause} style={{ marginBottom: 16 }} />}
      {award.may.notice && <Notice key={`n${award.rev}`} award={award} onDone={reload} />}
      <SpokenPart
        of={award}
        mayRecord={award.may.recordSpoken}
        send={(body) => call('recordSpokenOnChange', { params: { awardId: award.id }, body })}
        onDone={reload}
      />
      {award.may.decide && <Decide key={`d${award.rev}`} award={award} onDone={reload} />}
      <PayeePart award={award} onDone={reload} />
      <section aria-label='从前到现在'>
        <h2>从前到现在</h2>
        <Table
          size='small'
          pagination={false}
          rowKey={(line) => `${line.fromMonth}-${line.why}-${line.fen}`}
          dataSource={award.lines}
          columns={[
            { title: '从', key: 'from', render: (_, line) => monthWords(line.fromMonth) },
            { title: '金额', key: 'fen', render: (_, line) => (award.every === null ? '—' : `¥${formatYuan(line.fen)}`) },
            {
              title: '经过',
              key: 'why',
              render: (_, line) => ({ granted: '批准', raised: '提高', reduced: '降低', stopped: '停发' })[line.why],
            },
          ]}
        />
      </section>
      {award.changes.map((change) => (
        <Descriptions
          key={change.noticedAt}
          className='step'
          title={`${kindWords[change.kind]}，${instantWords(change.noticedAt)}告知`}
          column={1}
          items={[
            { key: 'words', label: '理由', children: change.words },
            ...(change.hearUntil ? [{ key: 'until', label: '听取意见到', children: dateWords(change.hearUntil) }] : []),
            ...(change.said ? [{ key: 'said', label: '本人说', children: change.said }] : []),
            ...(change.decision
              ? [
                  {
                    key: 'decision',
                    label: change.decision.confirmed
                      ? `决定：${monthWords(change.decision.fromMonth ?? award.firstMonth)}起`
                      : '决定：不变更',
                    children: change.decision.words,
                  },
                ]
              : []),
          ]}
        />
      ))}
    </>
  )
}

interface PartProps {
  award: DeskAward
  onDone: () => void
}

const noticeLabels = { kind: '怎么变更', fromMonth: '从哪个月起', words: '理由（居民会看到）' }

interface NoticeValues {
  kind?: 'raise' | 'reduce' | 'stop'
  fromMonth?: string
  words?: string
}

/** Telling the person first: what is meant and why; the amount is what the rules come to. */
function Notice({ award, onDone }: PartProps) {
  const step = useStep<NoticeValues>(noticeLabels, '已告知居民', onDone)
  const kind = Form.useWatch('kind', step.form)
  const send = () => {
    const { kind: chosen, fromMonth, words: written }: NoticeValues = step.form.getFieldsValue()
    const words = written?.trim() ?? ''
    const faults = [
      ...(chosen ? [] : [{ path: 'body.kind', message: '请选择怎么变更' }]),
      ...(words.length < 2 ? [{ path: 'body.words', message: '请写明理由' }] : []),
    ]
    if (step.show(faults) || !chosen) return
    const body = { rev: award.rev, kind: chosen, words, fromMonth }
    step.run(() => call('giveChangeNotice', { params: { awardId: award.id }, body }))
  }
  return (
    <StepFrame title='告知变更' name='award-notice' step={step} onReload={onDone}>
      <Form.Item name='kind' label={noticeLabels.kind} required extra='金额按规则和登记的情况算出，不能手填。'>
        <Radio.Group options={(['raise', 'reduce', 'stop'] as const).map((value) => ({ value, label: kindWords[value] }))} />
      </Form.Item>
      {kind && (
        <Form.Item
          name='fromMonth'
          label={noticeLabels.fromMonth}
          extra={`不选就从决定的下个月起。选以前的月份，${kind === 'raise' ? '少发的在下一批补发。' : '已经发了的不会自动收回，要在“多发追回”里另外告知、另外决定。'}`}
        >
          <Select
            allowClear
            placeholder='决定的下个月'
            style={{ width: 220 }}
            options={monthsSince(award).map((value) => ({ value, label: monthWords(value) }))}
          />
        </Form.Item>
      )}
      <Form.Item name='words' label={noticeLabels.words} required>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      <Button loading={step.pending} onClick={send}>
        告知居民
      </Button>
    </StepFrame>
  )
}

function Decide({ award, onDone }: PartProps) {
  const [last] = award.changes
  return (
    <SecondWord
      title='决定变更'
      name='award-decision'
      field='words'
      label='理由（居民会看到）'
      missing='请写明理由'
      yes={{
        label: last ? `${kindWords[last.kind]}，${last.fromMonth ? monthWords(last.fromMonth) : '下个月'}起` : '变更',
        done: '已决定，居民会收到书面决定',
        danger: last?.kind !== 'raise',
      }}
      no={{ label: '不变更', done: '已决定，居民会收到书面决定' }}
      send={(confirm, words) => call('decideChange', { params: { awardId: award.id }, body: { rev: award.rev, confirm, words } })}
      onDone={onDone}
      onReload={onDone}
    />
  )
}
