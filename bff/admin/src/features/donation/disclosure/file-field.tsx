import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { FileChooser, FileFault } from '../../../ui/file-chooser.tsx'
import { useFileSending } from '../../../ui/use-file-sending.ts'

const limits = { types: ['application/pdf'], words: 'PDF', noun: '文件', megabytes: 10 }

export interface FileFieldProps {
  value?: string | null
  onChange?: (fileId: string | null) => void
  id?: string
}

/** One PDF, sent as it is chosen. */
export function FileField({ value, onChange, id }: FileFieldProps) {
  const { fault, setFault, isSending, choose } = useFileSending(
    limits,
    (file) => call('uploadReportFile', file),
    (file) => onChange?.(file.id),
  )
  const reading = useMutation({
    mutationFn: (fileId: string) => call('readReportFile', { params: { fileId } }),
    onSuccess: (bytes) => saveFile(bytes, 'application/pdf', '报告附件.pdf'),
    onError: (error) => setFault(`附件没有取到：${error.message}`),
  })
  return (
    <div>
      {value && (
        <Button loading={reading.isPending} onClick={() => reading.mutate(value)} style={{ marginInlineEnd: 12 }}>
          下载已上传的附件
        </Button>
      )}
      <FileChooser id={id} accept={limits.types} loading={isSending} onChoose={choose}>
        {value ? '换一个' : '选择 PDF'}
      </FileChooser>
      {value && (
        <Button type='link' onClick={() => onChange?.(null)}>
          不用附件
        </Button>
      )}
      <FileFault>{fault}</FileFault>
    </div>
  )
}
