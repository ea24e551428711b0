import type { Campaign, CampaignChange } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Space } from 'antd'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { campaignLabelOf } from '../campaign/campaign-labels.ts'
import { donationKeys } from '../queries.ts'

const states = {
  requested: { word: '等民政局审核', tone: 'waiting' },
  applied: { word: '已公开', tone: 'good' },
  rejected: { word: '没有同意', tone: 'over' },
} as const

/** What was corrected or changed since publishing, newest first. */
export function ChangeList({ campaign }: { campaign: Campaign }) {
  const { can } = useAbilities()
  if (campaign.changes.length === 0) return null
  return (
    <section className='review-panel' aria-label='更正和变更'>
      <h3>更正和变更</h3>
      {[...campaign.changes].reverse().map((change) => (
        <article key={change.id} className='change'>
          <div>
            <strong>{campaignLabelOf(change.field)}</strong>{' '}
            <StateTag tone={states[change.state].tone}>{states[change.state].word}</StateTag>{' '}
            <span className='quiet'>{instantWords(change.requestedAt)}</span>
          </div>
          <p className='before'>{change.before === '' ? '（没有填写）' : change.before}</p>
          <p>{change.after}</p>
          <p className='quiet'>
            说明：{change.note}
            {change.filingNumber && `；重新备案编号 ${change.filingNumber}`}
            {change.decisionNote && `；审核意见：${change.decisionNote}`}
          </p>
          {change.state === 'requested' && can('campaign.review') && <DecideChange campaign={campaign} change={change} />}
        </article>
      ))}
    </section>
  )
}

function DecideChange({ campaign, change }: { campaign: Campaign; change: CampaignChange }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [form] = Form.useForm<{ note: string }>()
  const deciding = useMutation({
    mutationFn: ({ approve, note }: { approve: boolean; note: string }) =>
      call('decideCampaignChange', {
        params: { campaignId: campaign.id, changeId: change.id },
        body: { rev: campaign.rev, approve, note },
      }),
    onSuccess: (_, { approve }) => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
      void message.success(approve ? '已同意，新的内容已公开' : '没有同意，原来的内容不变')
    },
  })
  const decide = (approve: boolean) =>
    void form.validateFields().then(
      ({ note }) => deciding.mutate({ approve, note }),
      () => undefined,
    )
  return (
    <Form form={form} layout='vertical' name='decide-change'>
      {deciding.error && <ProblemNotice error={deciding.error} />}
      <Form.Item name='note' label='审核意见' rules={[{ required: true, whitespace: true, message: '请写明核对了什么' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Space>
        <Button type='primary' loading={deciding.isPending} onClick={() => decide(true)}>
          同意变更
        </Button>
        <Button danger disabled={deciding.isPending} onClick={() => decide(false)}>
          不同意
        </Button>
      </Space>
    </Form>
  )
}
