import { FileDoneOutlined } from '@ant-design/icons'
import { call } from '../../../platform/api.ts'
import { FileChooser, FileFault } from '../../../ui/file-chooser.tsx'
import { useFileSending } from '../../../ui/use-file-sending.ts'
import type { SentFile } from './spending-form.ts'

const limits = { types: ['application/pdf', 'image/jpeg', 'image/png'], words: 'PDF、JPEG 或 PNG', noun: '文件', megabytes: 10 }

export interface VoucherFileFieldProps {
  value?: SentFile | null
  onChange?: (file: SentFile | null) => void
  id?: string
  label: string
}

/** The file of a voucher: chosen, sent at once, named as it was on the clerk's computer. */
export function VoucherFileField({ value, onChange, id, label }: VoucherFileFieldProps) {
  const { fault, isSending, choose } = useFileSending(
    limits,
    (file) => call('uploadVoucher', file),
    (sent, { name }) => onChange?.({ id: sent.id, name }),
  )
  return (
    <div>
      <FileChooser id={id} label={label} accept={limits.types} loading={isSending} onChoose={choose}>
        {value ? '换一份' : '选择文件'}
      </FileChooser>
      {value && (
        <span className='sent-file'>
          <FileDoneOutlined aria-hidden /> 已上传：{value.name}
        </span>
      )}
      <FileFault>{fault}</FileFault>
    </div>
  )
}
