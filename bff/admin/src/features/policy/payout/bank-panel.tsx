import { ApiError } from '@minsheng/shared/client'
import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { FileChooser } from '../../../ui/file-chooser.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

/** To the bank and back: the file for a purpose, on record; the answer taken whole or not at all. */
export function BankPanel({
  batch,
  onDone,
  onFetched,
}: {
  batch: PayoutBatch
  onDone: (batch: PayoutBatch) => void
  onFetched: () => void
}) {
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const [purpose, setPurpose] = useState('')
  const params = { batchId: batch.id }
  const fetching = useMutation({
    mutationFn: () => call('takePayoutFile', { params, body: { purpose: purpose.trim() } }),
    onSuccess: (bytes) => {
      saveFile(bytes, 'text/csv', `daifa-${batch.month}-${batch.id}.csv`)
      setAsking(false)
      onFetched()
    },
  })
  const taking = useMutation({
    mutationFn: async (file: File) =>
      call('takePayoutReturns', { params, body: new Uint8Array(await file.arrayBuffer()), contentType: 'text/csv' }),
    onSuccess: (next) => {
      void message.success(next.state === 'settled' ? '回执已对账，每一笔都有了结果' : `回执已对账，还有 ${next.open.count} 笔没有结果`)
      onDone(next)
    },
  })
  const issues = taking.error instanceof ApiError ? taking.error.issues : []
  const fetchIssue = fetching.error instanceof ApiError ? fetching.error.issues[0]?.message : undefined
  return (
    <section aria-label='交银行'>
      <h2>交银行</h2>
      <p>
        {batch.fileSha256 ? `银行文件已取过，内容没有变（校验值 ${batch.fileSha256.slice(0, 16)}…）。` : '取出代发文件，交给银行付款。'}
        文件里有完整的卡号，用完请删掉。
      </p>
      {taking.error &&
        (issues.length > 0 ? (
          <section className='error-summary' role='alert' aria-label='回执对不上的地方'>
            <h2>回执没有收下，一笔也没有记</h2>
            <ul>
              {issues.map((issue) => (
                <li key={issue.message}>{issue.message}</li>
              ))}
            </ul>
          </section>
        ) : (
          <ProblemNotice error={taking.error} />
        ))}
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
      <Modal
        title='取银行文件'
        open={asking}
        onCancel={() => setAsking(false)}
        onOk={() => fetching.mutate()}
        okText='取出文件'
        cancelText='取消'
        okButtonProps={{ disabled: purpose.trim().length < 2 }}
        confirmLoading={fetching.isPending}
        destroyOnHidden
      >
        {fetching.error && !fetchIssue && <ProblemNotice error={fetching.error} />}
        <label htmlFor='file-purpose'>交给哪家银行、谁去办</label>
        <Input id='file-purpose' value={purpose} maxLength={200} onChange={(event) => setPurpose(event.target.value)} />
        <p className='quiet'>{fetchIssue ?? '文件里有完整的姓名和卡号，这次取用会记录在案。'}</p>
      </Modal>
    </section>
  )
}
