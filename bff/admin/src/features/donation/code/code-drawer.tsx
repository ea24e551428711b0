import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Drawer, Skeleton, Space, Typography } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { codeStates } from '../words.ts'
import { type CodeTarget, changesOf } from './code-changes.ts'
import { CodePicture } from './code-picture.tsx'
import { CodeStateDialog } from './code-state-dialog.tsx'

export interface CodeDrawerProps {
  codeId: string | null
  onClose: () => void
}

export function CodeDrawer({ codeId, onClose }: CodeDrawerProps) {
  const reading = useQuery({
    queryKey: [...donationKeys.codes, 'one', codeId],
    queryFn: () => call('getCode', { params: { codeId: codeId ?? '' } }),
    enabled: codeId !== null,
  })
  return (
    <Drawer
      title={reading.data ? `${reading.data.venueName} 的公益码` : '公益码'}
      size={680}
      open={codeId !== null}
      onClose={onClose}
      destroyOnHidden
    >
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {reading.data && <CodeView code={reading.data} onReload={() => void reading.refetch()} />}
    </Drawer>
  )
}

function CodeView({ code, onReload }: { code: GiftCode; onReload: () => void }) {
  const { can } = useAbilities()
  const navigate = useNavigate()
  const [changingTo, setChangingTo] = useState<CodeTarget | null>(null)
  const { word, tone } = codeStates[code.state]
  return (
    <>
      <div style={{ marginBottom: 16 }}>
        <StateTag tone={tone}>{word}</StateTag>
        {code.stateReason && <span style={{ marginLeft: 12 }}>原因：{code.stateReason}</span>}
      </div>
      {code.disclosurePause && (
        <Alert type='warning' showIcon title={code.disclosurePause} description='公布以后马上恢复。' style={{ marginBottom: 16 }} />
      )}
      <CodePicture code={code} />
      <Descriptions
        column={1}
        bordered
        styles={{ label: { width: 132 } }}
        style={{ marginTop: 20 }}
        items={[
          { key: 'campaign', label: '募捐活动', children: code.campaignTitle },
          { key: 'venue', label: '点位', children: code.venueName },
          {
            key: 'gifts',
            label: '收到捐赠',
            children: `${code.gifts.count.toLocaleString('zh-CN')} 笔，共 ¥${formatYuan(code.gifts.amountFen)}`,
          },
          { key: 'expires', label: '有效期至', children: dateWords(code.expiresOn) },
          { key: 'created', label: '生成时间', children: instantWords(code.createdAt) },
          {
            key: 'link',
            label: '印刷链接',
            children: (
              <Typography.Text copyable={{ tooltips: ['复制链接', '已复制'] }} style={{ wordBreak: 'break-all' }}>
                {code.link}
              </Typography.Text>
            ),
          },
          {
            key: 'scene',
            label: '小程序参数',
            children: (
              <Typography.Text copyable={{ tooltips: ['复制参数', '已复制'] }} style={{ wordBreak: 'break-all' }}>
                {code.scene}
              </Typography.Text>
            ),
          },
        ]}
      />
      <Space wrap size={12} style={{ marginTop: 20 }}>
        <Button onClick={() => void navigate(`/gifts?codeId=${code.id}`)}>看它的捐赠记录</Button>
        {can('code.change') &&
          changesOf(code.state).map((change) => (
            <Button key={change.to} danger={change.danger} onClick={() => setChangingTo(change.to)}>
              {change.label}
            </Button>
          ))}
      </Space>
      <CodeStateDialog code={code} to={changingTo} onClose={() => setChangingTo(null)} onReload={onReload} />
    </>
  )
}
