import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys } from '../queries.ts'
import { ReturnForm } from './return-form.tsx'

const checks = {
  charity: '慈善组织的登记和公开募捐资格，与证件一致',
  plan: '募捐方案齐全，与备案的一致',
  account: '收款账户是本组织的账户',
  words: '图文没有夸大，没有露出受益人的隐私',
} as const

type Check = keyof typeof checks

/** The bureau's review: every point checked, then published; or given back with reasons. */
export function ReviewPanel({ campaign }: { campaign: Campaign }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [checked, setChecked] = useState<readonly Check[]>([])
  const [counsel, setCounsel] = useState(false)
  const [returning, setReturning] = useState(false)
  const renew = () => queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
  const publishing = useMutation({
    mutationFn: () =>
      call('decideCampaign', {
        params: { campaignId: campaign.id },
        body: {
          decision: 'publish',
          rev: campaign.rev,
          checklist: { charity: true, plan: true, account: true, words: true },
          counselConfirmed: counsel,
        },
      }),
    onSuccess: () => {
      void renew()
      void message.success(`“${campaign.title}”已发布`)
    },
  })
  const asksCounsel = campaign.channel === 'own_site'
  const isComplete = checked.length === Object.keys(checks).length && (!asksCounsel || counsel)
  return (
    <section className='review-panel' aria-label='审核'>
      <h3>审核</h3>
      {isConflict(publishing.error) ? (
        <ConflictNotice
          onReload={() => {
            publishing.reset()
            void renew()
          }}
        />
      ) : (
        publishing.error && <ProblemNotice error={publishing.error} />
      )}
      <Checkbox.Group
        value={[...checked]}
        onChange={(values) => setChecked(values as Check[])}
        options={(Object.keys(checks) as Check[]).map((value) => ({ value, label: checks[value] }))}
        style={{ display: 'grid', gap: 8 }}
      />
      {asksCounsel && (
        <Checkbox checked={counsel} onChange={(event) => setCounsel(event.target.checked)} style={{ marginTop: 8 }}>
          已核对法律意见原件：{campaign.counselApproval}
        </Checkbox>
      )}
      <Space size={12} style={{ marginTop: 16 }}>
        <Button type='primary' disabled={!isComplete} loading={publishing.isPending} onClick={() => publishing.mutate()}>
          通过并发布
        </Button>
        <Button danger onClick={() => setReturning(true)}>
          退回修改
        </Button>
      </Space>
      {!isComplete && <p className='quiet'>逐项核对打勾以后，才能发布。</p>}
      <ReturnForm campaign={campaign} open={returning} onClose={() => setReturning(false)} />
    </section>
  )
}
