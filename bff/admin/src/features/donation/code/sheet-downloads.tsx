import { DownloadOutlined } from '@ant-design/icons'
import type { SheetPaper } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { lookQuery, type SheetFormat, sheetFormats } from './sheet-download.ts'

/** The sheet as files that print the same anywhere. */
export function SheetDownloads({ codeId, paper, name }: { codeId: string; paper: SheetPaper; name: string }) {
  const [bleed, setBleed] = useState(false)
  const [wxacode, setWxacode] = useState(false)
  const saving = useMutation({
    mutationFn: (format: SheetFormat) =>
      call('getCodeSheet', { params: { codeId }, query: { ...lookQuery({ paper, bleed, wxacode }), format } }),
    onSuccess: (bytes, format) => saveFile(bytes, sheetFormats[format].type, `公益码张贴单-${paper}-${name}.${format}`),
  })
  return (
    <section className='panel sheet-downloads' aria-label='下载张贴单'>
      <strong>下载 {paper} 张贴单</strong>
      {(Object.keys(sheetFormats) as SheetFormat[]).map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined aria-hidden />}
          loading={saving.isPending && saving.variables === format}
          onClick={() => saving.mutate(format)}
        >
          {sheetFormats[format].label}
        </Button>
      ))}
      <Checkbox checked={wxacode} onChange={({ target }) => setWxacode(target.checked)}>
        加上微信小程序码
      </Checkbox>
      {paper === 'A6' && (
        <Checkbox checked={bleed} onChange={({ target }) => setBleed(target.checked)}>
          印刷裁切用（四边多 3 毫米，带裁切线）
        </Checkbox>
      )}
      {saving.error && (
        <div style={{ flexBasis: '100%' }}>
          <ProblemNotice error={saving.error} />
        </div>
      )}
    </section>
  )
}
