import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'

const MAX_BYTES = 10 * 1024 * 1024

export interface FileFieldProps {
  value?: string | null
  onChange?: (fileId: string | null) => void
  id?: string
}

function refusal(file: File): string | null {
  if (file.type !== 'application/pdf') return '只能上传 PDF 文件'
  return file.size > MAX_BYTES ? `文件有 ${(file.size / 1024 / 1024).toFixed(1)} MB，请压缩到 10 MB 以内` : null
}

/** One PDF, sent as it is chosen. */
export function FileField({ value, onChange, id }: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const uploading = useMutation({
    mutationFn: async (file: File) =>
      call('uploadReportFile', {
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type,
        idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
      }),
    onSuccess: (file) => {
      keyring.done()
      onChange?.(file.id)
    },
    onError: (error) => setFault(`没有上传成功：${error.message}`),
  })
  const reading = useMutation({
    mutationFn: (fileId: string) => call('readReportFile', { params: { fileId } }),
    onSuccess: (bytes) => saveFile(bytes, 'application/pdf', '报告附件.pdf'),
    onError: (error) => setFault(`附件没有取到：${error.message}`),
  })
  function choose(file: File | undefined) {
    if (!file) return
    const words = refusal(file)
    setFault(words)
    if (words === null) uploading.mutate(file)
  }
  return (
    <div>
      <input
        ref={input}
        type='file'
        accept='application/pdf'
        style={{ display: 'none' }}
        tabIndex={-1}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {value && (
        <Button loading={reading.isPending} onClick={() => reading.mutate(value)} style={{ marginInlineEnd: 12 }}>
          下载已上传的附件
        </Button>
      )}
      <Button id={id} loading={uploading.isPending} onClick={() => input.current?.click()}>
        {value ? '换一个' : '选择 PDF'}
      </Button>
      {value && (
        <Button type='link' onClick={() => onChange?.(null)}>
          不用附件
        </Button>
      )}
      <div role='status' className='field-fault'>
        {fault}
      </div>
    </div>
  )
}
