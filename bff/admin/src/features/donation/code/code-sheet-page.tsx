import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Space } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { CodeSheet, type SheetSize } from './code-sheet.tsx'
import { SheetDownloads } from './sheet-downloads.tsx'
import { useCodePicture } from './use-code-picture.ts'

/** A sheet to print and put up: the code with all that 慈善法 25 wants shown beside it. */
export function CodeSheetPage() {
  const { codeId = '' } = useParams()
  const navigate = useNavigate()
  const [size, setSize] = useState<SheetSize>('A4')
  const code = useQuery({ queryKey: [...donationKeys.codes, 'one', codeId], queryFn: () => call('getCode', { params: { codeId } }) })
  const campaignId = code.data?.campaignId
  const campaign = useQuery({
    queryKey: [...donationKeys.campaigns, 'one', campaignId],
    queryFn: () => call('getCampaign', { params: { campaignId: campaignId ?? '' } }),
    enabled: campaignId !== undefined,
  })
  const charities = useCharityChoices()
  const { picture, url } = useCodePicture(codeId)
  const charity = charities.data?.find(({ id }) => id === campaign.data?.charityId)
  const failure = code.error ?? campaign.error ?? charities.error ?? picture.error
  const ready = code.data && campaign.data && charity && url

  return (
    <>
      <PageHeader
        title='张贴单'
        words='自己打印：点“打印”，选“实际大小”或 100%，不要缩放。交给印刷店：下载 PDF。'
        action={
          <Space size={12}>
            <Button onClick={() => void navigate(`/codes?open=${codeId}`)}>返回</Button>
            <Button type='primary' icon={<PrinterOutlined aria-hidden />} disabled={!ready} onClick={() => window.print()}>
              打印
            </Button>
          </Space>
        }
      />
      <div className='sheet-controls'>
        <span id='sheet-size'>纸张</span>
        <Segmented<SheetSize>
          aria-labelledby='sheet-size'
          value={size}
          onChange={setSize}
          options={[
            { value: 'A4', label: 'A4（墙面、公告栏）' },
            { value: 'A6', label: 'A6（柜台、桌面）' },
          ]}
        />
      </div>
      <SheetDownloads codeId={codeId} paper={size} name={code.data ? `${code.data.campaignTitle}-${code.data.venueName}` : codeId} />
      {failure && (
        <ProblemNotice
          error={failure}
          onRetry={() => {
            for (const reading of [code, campaign, charities, picture]) if (reading.isError) void reading.refetch()
          }}
        />
      )}
      {!failure && !ready && <PageSkeleton label='正在准备张贴单' />}
      {ready && <CodeSheet size={size} code={code.data} campaign={campaign.data} charity={charity} pictureUrl={url} />}
    </>
  )
}
