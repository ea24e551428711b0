import { PictureOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { call } from '../../../platform/api.ts'
import { FileChooser, FileFault } from '../../../ui/file-chooser.tsx'
import { useFileSending } from '../../../ui/use-file-sending.ts'

/** What a picture that everyone sees may be. */
export const pictureLimits = { types: ['image/jpeg', 'image/png', 'image/webp'], words: 'JPEG、PNG 或 WebP', noun: '图片', megabytes: 5 }

export interface PictureFieldProps {
  /** Number of the stored picture, or null. */
  value?: string | null
  onChange?: (pictureId: string | null) => void
  id?: string
  /** What the picture shows, for who can't see it. */
  alt?: string
}

/** One picture: chosen, sent at once, shown as stored. */
export function PictureField({ value, onChange, id, alt = '已上传的封面' }: PictureFieldProps) {
  const { fault, isSending, choose } = useFileSending(
    pictureLimits,
    (file) => call('uploadPicture', file),
    (picture) => onChange?.(picture.id),
  )

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
        <FileChooser id={id} accept={pictureLimits.types} loading={isSending} onChoose={choose}>
          {value ? '换一张' : '选择图片'}
        </FileChooser>
        {value && (
          <Button type='link' onClick={() => onChange?.(null)}>
            不用图片
          </Button>
        )}
        <FileFault>{fault}</FileFault>
      </div>
    </div>
  )
}
