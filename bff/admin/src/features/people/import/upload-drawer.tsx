import { DownloadOutlined, FileDoneOutlined } from '@ant-design/icons'
import { type Datum, type ImportKind, importLimits } from '@minsheng/shared/contracts/people'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FileChooser } from '../../../ui/file-chooser.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { importKinds } from './words.ts'

interface UploadValues {
  kind: ImportKind
  datum: Datum
  file?: File | null
}

const labels = { kind: '导入什么', datum: '坐标系', file: '文件' }
const datums: { value: Datum; label: string }[] = [
  { value: 'wgs84', label: 'WGS 84（GPS、国家测绘）' },
  { value: 'gcj02', label: 'GCJ-02（高德、腾讯、微信）' },
  { value: 'bd09', label: 'BD-09（百度）' },
]

function refusal(kind: ImportKind, file: File | null | undefined): string | null {
  if (!file) return '请选择文件'
  if (/\.xls$/i.test(file.name)) return '这是旧版 .xls，请在表格软件里另存为 .xlsx 再上传'
  const fits = kind === 'boundary' ? /\.(geojson|json)$/i : /\.(xlsx|csv|txt)$/i
  if (!fits.test(file.name)) return kind === 'boundary' ? '网格边界要用 GeoJSON 文件' : '请选择 xlsx 或 CSV 文件'
  return file.size > importLimits.bytes ? `文件有 ${(file.size / 1024 / 1024).toFixed(1)} MB，请分成几个不超过 8 MB 的文件` : null
}

/** Chooses what is imported and the file; nothing is written yet. */
export function UploadDrawer({ open, onClose, onSent }: { open: boolean; onClose: () => void; onSent: (importId: string) => void }) {
  const { can } = useAbilities()
  const issueForm = useIssueForm<UploadValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const sending = useMutation({
    mutationFn: async ({ kind, datum, file }: UploadValues & { file: File }) =>
      call('uploadImport', {
        query: { kind, datum, filename: file.name.slice(-120) },
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: 'application/octet-stream',
        idempotencyKey: keyring.keyFor([kind, datum, file.name, file.size, file.lastModified]),
      }),
    onSuccess: ({ id }) => {
      keyring.done()
      onSent(id)
    },
    onError: issueForm.showFailure,
  })
  const kinds = (Object.keys(importKinds) as ImportKind[]).filter((kind) =>
    can(kind === 'home' || kind === 'boundary' ? 'place.write' : 'resident.write'),
  )
  return (
    <FormDrawer<UploadValues>
      title='上传文件'
      name='import'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={sending.isPending}
      saveLabel='上传并核对'
      initialValues={{ kind: kinds[0] ?? 'resident', datum: 'wgs84' }}
      intro={<p className='quiet'>上传后先逐行核对，给您看结果；您确认之前什么都不会写入。文件加密保存，7 天后删除。</p>}
      onSubmit={({ file, ...values }) => {
        const fault = refusal(values.kind, file)
        if (!issueForm.show(fault ? [{ path: 'body.file', message: fault }] : []) && file) sending.mutate({ ...values, file })
      }}
    >
      <Form.Item name='kind' label={labels.kind} required>
        <Radio.Group options={kinds.map((kind) => ({ value: kind, label: importKinds[kind] }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => <KindFields kind={getFieldValue('kind') as ImportKind} />}
      </Form.Item>
      <Form.Item name='file' label={labels.file} required>
        <FileField />
      </Form.Item>
    </FormDrawer>
  )
}

function KindFields({ kind }: { kind: ImportKind }) {
  const template = useMutation({
    mutationFn: () => call('getImportTemplate', { params: { kind } }),
    onSuccess: (bytes) =>
      saveFile(
        // A sample in GeoJSON comes as JSON, parsed; it is written out again.
        bytes instanceof Uint8Array ? bytes : new TextEncoder().encode(JSON.stringify(bytes, null, 2)),
        'application/octet-stream',
        kind === 'boundary' ? '导入样例-网格边界.geojson' : `导入模板-${importKinds[kind]}.xlsx`,
      ),
  })
  return (
    <>
      <p>
        <Button icon={<DownloadOutlined aria-hidden />} loading={template.isPending} onClick={() => template.mutate()}>
          {kind === 'boundary' ? '下载样例' : `下载${importKinds[kind]}模板`}
        </Button>
        {template.error && (
          <span role='alert' className='field-fault'>
            没有下载成功：{template.error.message}
          </span>
        )}
      </p>
      {kind === 'boundary' && (
        <Form.Item name='datum' label={labels.datum} required extra='不清楚时，请问提供文件的人；选错会整体偏移几百米。'>
          <Select options={datums} style={{ width: 300 }} />
        </Form.Item>
      )}
    </>
  )
}

function FileField({ value, onChange, id }: { value?: File | null; onChange?: (file: File | null) => void; id?: string }) {
  return (
    <div>
      <FileChooser
        id={id}
        label='要导入的文件'
        accept={['.xlsx', '.csv', '.txt', '.geojson', '.json']}
        onChoose={([file]) => onChange?.(file ?? null)}
      >
        {value ? '换一个文件' : '选择文件'}
      </FileChooser>
      {value && (
        <span className='sent-file'>
          <FileDoneOutlined aria-hidden /> {value.name}
        </span>
      )}
    </div>
  )
}
