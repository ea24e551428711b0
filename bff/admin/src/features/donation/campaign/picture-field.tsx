import { PictureOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'

export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp']
const maxBytes = 5 * 1024 * 1024

export interface PictureFieldProps {
  /** Number of the stored picture, or null. */
  value?: string | null
  onChange?: (pictureId: string | null) => void
  id?: string
  /** What the picture shows, for who can't see it. */
  alt?: string
}

/** Why a file can't be a picture; null when it can. */
export function pictureRefusal(file: File): string | null {
  if (!pictureTypes.includes(file.type)) return '只能上传 JPEG、PNG 或 WebP 图片'
  if (file.size > maxBytes) return `图片有 ${(file.size / 1024 / 1024).toFixed(1)} MB，请压缩到 5 MB 以内`
  return null
}

/** One picture: chosen, sent at once, shown as stored. */
export function PictureField({ value, onChange, id, alt = '已上传的封面' }: PictureFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const uploading = useMutation({
    mutationFn: async (file: File) =>
      call('uploadPicture', {
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type,
        idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
      }),
    onSuccess: (picture) => {
      keyring.done()
      onChange?.(picture.id)
    },
    onError: (error) => setFault(`没有上传成功：${error.message}`),
  })

  function choose(file: File | undefined) {
    if (!file) return
    const words = pictureRefusal(file)
    setFault(words)
    if (words === null) uploading.mutate(file)
  }

  return (
    <div className='picture-field'>
      {value ? (
        <img src={`/api/v1/pictures/${encodeURIComponent(value)}`} alt={alt} />
      ) : (
        <div className='picture-blank'>
          <PictureOutlined aria-hidden /> 还没有图片
        </div>
      )}
      <div>
        <input
          ref={input}
          type='file'
          accept={pictureTypes.join(',')}
          style={{ display: 'none' }}
          tabIndex={-1}
          onChange={(event) => {
            choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button id={id} loading={uploading.isPending} onClick={() => input.current?.click()}>
          {value ? '换一张' : '选择图片'}
        </Button>
        {value && (
          <Button type='link' onClick={() => onChange?.(null)}>
            不用图片
          </Button>
        )}
        <div role='status' className='field-fault'>
          {fault}
        </div>
      </div>
    </div>
  )
}
