import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { Button, Skeleton, Space } from 'antd'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useCodePicture } from './use-code-picture.ts'

const formats = {
  svg: { label: '下载 SVG（印刷用）', type: 'image/svg+xml', ending: 'svg' },
  png: { label: '下载 PNG', type: 'image/png', ending: 'png' },
  wxacode: { label: '下载小程序码', type: 'image/png', ending: '小程序码.png' },
} as const
type Format = keyof typeof formats

/** The code as it is printed, and its files. */
export function CodePicture({ code }: { code: GiftCode }) {
  const navigate = useNavigate()
  const { picture, url } = useCodePicture(code.id)
  const saving = useMutation({
    mutationFn: (format: Format) => call('getCodeImage', { params: { codeId: code.id }, query: { format } }),
    onSuccess: (bytes, format) =>
      saveFile(
        bytes,
        formats[format].type,
        `公益码-${code.campaignTitle}-${code.venueName}${format === 'wxacode' ? '-' : '.'}${formats[format].ending}`,
      ),
  })
  const usable = code.state === 'active' || code.state === 'paused'

  return (
    <div className='code-picture'>
      <div className='code-frame'>
        {url ? (
          <img src={url} alt={`${code.campaignTitle} 在 ${code.venueName} 的公益码`} />
        ) : (
          picture.isPending && <Skeleton.Image active style={{ width: 216, height: 216 }} />
        )}
        {!usable && url && <span className='code-void'>不能使用</span>}
      </div>
      <div>
        {picture.error && <ProblemNotice error={picture.error} onRetry={() => void picture.refetch()} />}
        {usable ? (
          <>
            <p style={{ marginTop: 0 }}>打印张贴单，贴在点位显眼、不易被遮挡的地方。自己排版时用 SVG，放大不会模糊。</p>
            <Space orientation='vertical' size={10}>
              <Button type='primary' icon={<PrinterOutlined aria-hidden />} onClick={() => void navigate(`/codes/${code.id}/sheet`)}>
                打印张贴单
              </Button>
              {(Object.keys(formats) as Format[]).map((format) => (
                <Button
                  key={format}
                  icon={<DownloadOutlined aria-hidden />}
                  loading={saving.isPending && saving.variables === format}
                  onClick={() => saving.mutate(format)}
                >
                  {formats[format].label}
                </Button>
              ))}
            </Space>
            {saving.error && (
              <div style={{ marginTop: 12 }}>
                <ProblemNotice error={saving.error} />
              </div>
            )}
          </>
        ) : (
          <p style={{ marginTop: 0 }}>这张码已经不能捐款。已经张贴的请撕下，需要时重新生成一张。</p>
        )}
      </div>
    </div>
  )
}
