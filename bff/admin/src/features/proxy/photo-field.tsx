import { call } from '../../platform/api.ts'
import { FileChooser, FileFault } from '../../ui/file-chooser.tsx'
import { useFileSending } from '../../ui/use-file-sending.ts'

const limits = { types: ['image/jpeg', 'image/png'], words: 'JPEG 或 PNG', noun: '照片', megabytes: 8 }

interface PhotoFieldProps {
  value?: string | null
  onChange?: (photoId: string | null) => void
  id?: string
}

/** The photo of someone agreeing, sent as it is chosen and kept sealed. */
export function PhotoField({ value, onChange, id }: PhotoFieldProps) {
  const { fault, isSending, choose } = useFileSending(
    limits,
    (file) => call('uploadConsentPhoto', file),
    (photo) => onChange?.(photo.id),
  )
  return (
    <div>
      <FileChooser id={id} accept={limits.types} loading={isSending} onChoose={choose}>
        {value ? '换一张照片' : '选择照片'}
      </FileChooser>
      {value && <span className='quiet'> 已上传，加密保存</span>}
      <FileFault>{fault}</FileFault>
    </div>
  )
}
