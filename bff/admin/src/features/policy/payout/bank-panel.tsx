import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { FileChooser } from '../../../ui/file-chooser.tsx'
import { FileRefusal } from '../../../ui/file-refusal.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

const labels = { purpose: '交给哪家银行、谁去办' }

/** To the bank and back: the file for a purpose, on record; the answer taken whole or not at all. */
export function BankPanel({ batch, onDone, onReload }: { batch: PayoutBatch; onDone: (batch: PayoutBatch) => void; onReload: () => void }) {
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const issueForm = useIssueForm<{ purpose?: string }>({ labels })
  const params = { batchId: batch.id }
  const fetching = useMutation({
    mutationFn: (purpose: string) => call('takePayoutFile', { params, body: { purpose } }),
    onSuccess: (bytes) => {
      saveFile(bytes, 'text/csv', `daifa-${batch.month}-${batch.id}.csv`)
      setAsking(false)
      onReload()
    },
    onError: issueForm.showFailure,
  })
  const taking = useMutation({
    mutationFn: async (file: File) =>
      call('takePayoutReturns', { params, body: new Uint8Array(await file.arrayBuffer()), contentType: 'text/csv' }),
    onSuccess: (next) => {
      void message.success(next.state === 'settled' ? '回执已对账，每一笔都有了结果' : `回执已对账，还有 ${next.open.count} 笔没有结果`)
      onDone(next)
    },
  })
  const reload = () => {
    setAsking(false)
    taking.reset()
    onReload()
  }
  return (
    <section aria-label='交银行'>
      <h2>交银行</h2>
      <p>
        {batch.fileSha256 ? `银行文件已取过，内容没有变（校验值 ${batch.fileSha256.slice(0, 16)}…）。` : '取出代发文件，交给银行付款。'}
        文件里有完整的卡号，用完请删掉。
      </p>
      {taking.error && <FileRefusal error={taking.error} title={() => '回执没有收下，一笔也没有记'} onReload={reload} />}
      <Space>
        <Button type={batch.may.returns ? 'default' : 'primary'} onClick={() => setAsking(true)}>
          取银行文件
        </Button>
        {batch.may.returns && (
          <FileChooser
            label='选回执文件'
            accept={['.csv', '.txt']}
            loading={taking.isPending}
            onChoose={([file]) => {
              if (file) taking.mutate(file)
            }}
          >
            交回执
          </FileChooser>
        )}
      </Space>
      <FormDrawer<{ purpose?: string }>
        title='取银行文件'
        name='payout-file'
        open={asking}
        onClose={() => setAsking(false)}
        issueForm={issueForm}
        saving={fetching.isPending}
        onSubmit={(values) => {
          const purpose = values.purpose?.trim() ?? ''
          if (!issueForm.show(purpose.length < 2 ? [{ path: 'body.purpose', message: '请写明交给哪家银行、谁去办' }] : []))
            fetching.mutate(purpose)
        }}
        saveLabel='取出文件'
        intro={isConflict(issueForm.failure) && <ConflictNotice onReload={reload} />}
      >
        <Form.Item name='purpose' label={labels.purpose} required extra='文件里有完整的姓名和卡号，这次取用会记录在案。'>
          <Input maxLength={200} />
        </Form.Item>
      </FormDrawer>
    </section>
  )
}
