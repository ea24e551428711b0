import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FileChooser, FileFault } from '../../../ui/file-chooser.tsx'
import { fileRefusal } from '../../../ui/file-limits.ts'
import { pictureLimits } from '../campaign/picture-field.tsx'

const MOST = 9

export interface PicturesFieldProps {
  value?: string[]
  onChange?: (pictureIds: string[]) => void
  id?: string
}

/** Up to nine pictures, each sent as it is chosen. */
export function PicturesField({ value = [], onChange, id }: PicturesFieldProps) {
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const uploading = useMutation({
    mutationFn: async (files: File[]) => {
      const ids: string[] = []
      for (const file of files) {
        const { id: pictureId } = await call('uploadPicture', {
          body: new Uint8Array(await file.arrayBuffer()),
          contentType: file.type,
          idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
        })
        keyring.done()
        ids.push(pictureId)
      }
      return ids
    },
    onSuccess: (ids) => onChange?.([...value, ...ids]),
    onError: (error) => setFault(`没有上传成功：${error.message}`),
  })

  function choose(files: File[]) {
    const room = MOST - value.length
    const refused = files.map((file) => fileRefusal(file, pictureLimits)).find((words) => words !== null)
    setFault(refused ?? (files.length > room ? `最多 ${MOST} 张，还能放 ${room} 张` : null))
    if (!refused && files.length > 0 && files.length <= room) uploading.mutate(files)
  }

  return (
    <div className='pictures-field'>
      {value.map((pictureId, index) => (
        <div key={pictureId} className='picture'>
          <img src={`/api/v1/pictures/${encodeURIComponent(pictureId)}`} alt={`图片 ${index + 1}`} />
          <Button
            size='small'
            icon={<CloseOutlined aria-hidden />}
            aria-label={`去掉图片 ${index + 1}`}
            onClick={() => onChange?.(value.filter((kept) => kept !== pictureId))}
          />
        </div>
      ))}
      <FileChooser
        id={id}
        icon={<PlusOutlined aria-hidden />}
        multiple
        accept={pictureLimits.types}
        loading={uploading.isPending}
        disabled={value.length >= MOST}
        onChoose={choose}
      >
        加图片
      </FileChooser>
      <FileFault>{fault}</FileFault>
    </div>
  )
}
