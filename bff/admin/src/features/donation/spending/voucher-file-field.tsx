import { FileDoneOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import type { SentFile } from './spending-form.ts'

const fileTypes = ['application/pdf', 'image/jpeg', 'image/png']
const maxBytes = 10 * 1024 * 1024

function refusal(file: File): string | null {
  if (!fileTypes.includes(file.type)) return '只能上传 PDF、JPEG 或 PNG 文件'
  if (file.size > maxBytes) return `文件有 ${(file.size / 1024 / 1024).toFixed(1)} MB，请压缩到 10 MB 以内`
  return null
}

export interface VoucherFileFieldProps {
  value?: SentFile | null
  onChange?: (file: SentFile | null) => void
  id?: string
  label: string
}

/** The file of a voucher: chosen, sent at once, named as it was on the clerk's computer. */
export function VoucherFileField({ value, onChange, id, label }: VoucherFileFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const uploading = useMutation({
    mutationFn: async (file: File) => ({
      name: file.name,
      ...(await call('uploadVoucher', {
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type,
        idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
      })),
    }),
    onSuccess: (sent) => {
      keyring.done()
      onChange?.({ id: sent.id, name: sent.name })
    },
    onError: (error) => setFault(`没有上传成功：${error.message}`),
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
        aria-label={label}
        accept={fileTypes.join(',')}
        style={{ display: 'none' }}
        tabIndex={-1}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button id={id} loading={uploading.isPending} onClick={() => input.current?.click()}>
        {value ? '换一份' : '选择文件'}
      </Button>
      {value && (
        <span className='sent-file'>
          <FileDoneOutlined aria-hidden /> 已上传：{value.name}
        </span>
      )}
      <div role='status' className='field-fault'>
        {fault}
      </div>
    </div>
  )
}
