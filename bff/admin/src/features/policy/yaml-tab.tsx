import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Input, Space } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../platform/api.ts'
import { saveFile } from '../../platform/download.ts'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { FileRefusal } from '../../ui/file-refusal.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface YamlTabProps {
  draft: PolicyDraft
  isChanged: boolean
  onDone: (draft: PolicyDraft) => void
  onReload: () => void
}

/** The draft as a file: taken away, mended elsewhere, brought back. */
export function YamlTab({ draft, isChanged, onDone, onReload }: YamlTabProps) {
  const { message } = App.useApp()
  const [text, setText] = useState<string | null>(null)
  const params = { draftId: draft.id }
  const reading = useMutation({
    mutationFn: async () => new TextDecoder().decode(await call('exportPolicyDraft', { params })),
    onSuccess: setText,
  })
  const { mutate: read } = reading
  useEffect(() => read(), [read])
  const taking = useMutation({
    mutationFn: (next: string) =>
      call('importPolicyDraft', {
        params,
        query: { rev: draft.rev },
        body: new TextEncoder().encode(next),
        contentType: 'application/yaml',
      }),
    onSuccess: (next) => {
      void message.success('已按文件替换草稿的内容')
      onDone(next)
    },
  })
  return (
    <>
      <p className='quiet'>和表单里写的是同一份内容。可以下载给别的系统，也可以改好了放回来；读不懂的地方会写明在第几行。</p>
      {isChanged && (
        <Alert
          type='warning'
          showIcon
          style={{ marginBottom: 12 }}
          title='表单里有没保存的改动'
          description='下面是上次保存的内容。请先保存，再用文件替换，否则没保存的会丢。'
        />
      )}
      {reading.error && <ProblemNotice error={reading.error} onRetry={() => reading.mutate()} />}
      {taking.error && <FileRefusal error={taking.error} title={(places) => `文件没有收下，有 ${places} 处需要修改`} onReload={onReload} />}
      <label htmlFor='policy-yaml' className='quiet'>
        文件内容
      </label>
      <Input.TextArea
        id='policy-yaml'
        value={text ?? ''}
        readOnly={!draft.mayEdit}
        spellCheck={false}
        autoSize={{ minRows: 16, maxRows: 32 }}
        style={{ fontFamily: 'ui-monospace, monospace', fontSize: 14 }}
        onChange={(event) => setText(event.target.value)}
      />
      <Space style={{ marginTop: 12 }}>
        {draft.mayEdit && (
          <Button
            type='primary'
            loading={taking.isPending}
            disabled={text === null || isChanged}
            onClick={() => text !== null && taking.mutate(text)}
          >
            用这里的内容替换草稿
          </Button>
        )}
        {draft.mayEdit && (
          <FileChooser
            label='选文件'
            accept={['.yaml', '.yml']}
            onChoose={async ([file]) => {
              if (file) setText(await file.text())
            }}
          >
            从文件读入
          </FileChooser>
        )}
        <Button
          disabled={text === null}
          onClick={() => saveFile(new TextEncoder().encode(text ?? ''), 'application/yaml', `${draft.key ?? 'draft'}.yaml`)}
        >
          下载文件
        </Button>
      </Space>
    </>
  )
}
