import type { AutomaticThanks } from '@minsheng/shared/contracts/donation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Select, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { LetterTextField } from './letter-text-field.tsx'

interface Values {
  enabled: boolean
  text: string
}

const labels = { text: '感谢的话', enabled: '自动感谢' }

function AutomaticForm({ campaignId, thanks, onReload }: { campaignId: string; thanks: AutomaticThanks; onReload: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const { form, issues, failure, labelOf, go, noteChange, show, showFailure } = useIssueForm<Values>({ labels })
  const saving = useMutation({
    mutationFn: (values: Values) =>
      call('setAutomaticThanks', { params: { campaignId }, body: { rev: thanks.rev, enabled: values.enabled, text: values.text.trim() } }),
    onSuccess: (saved) => {
      queryClient.setQueryData([...donationKeys.letters, 'automatic', campaignId], saved)
      void message.success(saved.enabled ? '已开启，之后的捐款都会收到' : '已停止自动感谢')
    },
    onError: showFailure,
  })
  const retrying = useMutation({
    mutationFn: () => call('retryAutomaticThanks', { params: { campaignId } }),
    onSuccess: (again) => {
      queryClient.setQueryData([...donationKeys.letters, 'automatic', campaignId], again)
      void message.success('正在再发一次')
    },
  })
  const mayWrite = can('letter.write')
  return (
    <>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onReload} /> : failure && <ProblemNotice error={failure} />}
      <p className='quiet'>
        捐款到账 10 分钟后发出（那时不能再撤销）；同一个人一天只收一次，不愿收信的人不会收到。
        {thanks.sentCount > 0 && `已经感谢了 ${thanks.sentCount.toLocaleString('zh-CN')} 笔捐赠。`}
      </p>
      {thanks.failedCount > 0 && (
        <Alert
          type='warning'
          showIcon
          style={{ marginBottom: 16 }}
          title={`${thanks.failedCount} 笔没有送到`}
          description='系统已经试过多次。再发一次，只发给没有收到的人。'
          action={
            mayWrite && (
              <Button loading={retrying.isPending} onClick={() => retrying.mutate()}>
                再发一次
              </Button>
            )
          }
        />
      )}
      {retrying.error && <ProblemNotice error={retrying.error} />}
      <Form<Values>
        form={form}
        name='automatic-thanks'
        layout='vertical'
        disabled={!mayWrite}
        initialValues={{ enabled: thanks.enabled, text: thanks.text }}
        onValuesChange={noteChange}
        onFinish={(values) => {
          if (!show(values.text?.trim() ? [] : [{ path: 'body.text', message: '请写感谢的话' }])) saving.mutate(values)
        }}
      >
        <Form.Item name='enabled' label={labels.enabled} valuePropName='checked'>
          <Switch checkedChildren='开启' unCheckedChildren='停止' />
        </Form.Item>
        <Form.Item name='text' label={labels.text} required>
          <LetterTextField />
        </Form.Item>
        {mayWrite && (
          <Button type='primary' htmlType='submit' loading={saving.isPending}>
            保存
          </Button>
        )}
      </Form>
    </>
  )
}

/** The thanks that go by themselves to everyone who gives to a project. */
export function AutomaticThanksDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const campaigns = useCampaignChoices()
  const [campaignId, setCampaignId] = useState<string | undefined>()
  const reading = useQuery({
    queryKey: [...donationKeys.letters, 'automatic', campaignId],
    queryFn: () => call('getAutomaticThanks', { params: { campaignId: campaignId ?? '' } }),
    enabled: campaignId !== undefined,
  })
  return (
    <Drawer title='自动感谢' size={560} open={open} onClose={onClose} destroyOnHidden>
      {campaigns.isError && <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
      <div className='filter' style={{ marginBottom: 16 }}>
        <label htmlFor='automatic-campaign'>募捐活动</label>
        <Select
          id='automatic-campaign'
          value={campaignId}
          placeholder='先选择一个项目'
          loading={campaigns.isPending}
          style={{ width: '100%' }}
          options={(campaigns.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setCampaignId}
        />
      </div>
      {campaignId === undefined && <p className='quiet'>每个项目各写各的。开启后，新到账的捐款会自动收到感谢；以前的不会。</p>}
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {campaignId !== undefined && reading.isPending && <Skeleton active paragraph={{ rows: 5 }} />}
      {campaignId !== undefined && reading.data && (
        <AutomaticForm
          key={`${campaignId}:${reading.data.rev}`}
          campaignId={campaignId}
          thanks={reading.data}
          onReload={() => void reading.refetch()}
        />
      )}
    </Drawer>
  )
}
