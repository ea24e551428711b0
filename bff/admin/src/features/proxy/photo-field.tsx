import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'

const MAX_BYTES = 8 * 1024 * 1024

interface PhotoFieldProps {
  value?: string | null
  onChange?: (photoId: string | null) => void
  id?: string
}

function refusal(file: File): string | null {
  if (file.type !== 'image/jpeg' && file.type !== 'image/png') return '只能上传 JPEG 或 PNG 照片'
  return file.size > MAX_BYTES ? `照片有 ${(file.size / 1024 / 1024).toFixed(1)} MB，请压缩到 8 MB 以内` : null
}

/** The photo of someone agreeing, sent as it is chosen and kept sealed. */
export function PhotoField({ value, onChange, id }: PhotoFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const uploading = useMutation({
    mutationFn: async (file: File) =>
      call('uploadConsentPhoto', {
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type,
        idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
      }),
    onSuccess: (photo) => {
      keyring.done()
      onChange?.(photo.id)
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
        accept='image/jpeg,image/png'
        style={{ display: 'none' }}
        tabIndex={-1}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button id={id} loading={uploading.isPending} onClick={() => input.current?.click()}>
        {value ? '换一张照片' : '选择照片'}
      </Button>
      {value && <span className='quiet'> 已上传，加密保存</span>}
      <div role='status' className='field-fault'>
        {fault}
      </div>
    </div>
  )
}
