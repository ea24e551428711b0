import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Typography } from 'antd'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { Money } from '../../../ui/money.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { donationKeys } from '../queries.ts'

const copyable = (what: string) => ({ tooltips: [`复制${what}`, '已复制'] })

/** The receipt of a giver without an account here: the paper to hand over, and what they need to fetch it themselves. */
export function DeskReceipt({ giftId, onClose }: { giftId: string | null; onClose: () => void }) {
  const query = useQuery({
    queryKey: [...donationKeys.gifts, giftId, 'receipt'],
    queryFn: () => call('getGiftReceipt', { params: { giftId: giftId ?? '' } }),
    enabled: giftId !== null,
  })
  const receipt = query.data
  const saving = useMutation({
    mutationFn: (id: string) => call('getGiftReceiptPdf', { params: { giftId: id } }),
    onSuccess: (bytes) => saveFile(bytes, 'application/pdf', `捐赠凭证-${receipt?.number ?? ''}.pdf`),
  })
  return (
    <Drawer title='捐赠凭证' size={560} open={giftId !== null} onClose={onClose} destroyOnHidden>
      {query.isPending && <PageSkeleton label='正在打开凭证' />}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {saving.error && <ProblemNotice error={saving.error} />}
      {receipt && (
        <>
          <h2 style={{ marginTop: 0 }}>{receipt.title}</h2>
          <p>
            <StateTag tone={receipt.state === 'reversed' ? 'danger' : 'good'}>
              {receipt.state === 'reversed' ? '已作废（捐款已退回）' : '有效'}
            </StateTag>
          </p>
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 152 } }}
            items={[
              { key: 'donor', label: '捐赠人', children: receipt.donorLabel },
              ...(receipt.donorUscc ? [{ key: 'uscc', label: '统一社会信用代码', children: receipt.donorUscc }] : []),
              { key: 'amount', label: '金额', children: <Money fen={receipt.amountFen} /> },
              { key: 'words', label: '大写', children: receipt.amountWords },
              { key: 'project', label: '项目', children: receipt.projectTitle },
              {
                key: 'number',
                label: '凭证编号',
                children: <Typography.Text copyable={copyable('编号')}>{receipt.number ?? '正在编号'}</Typography.Text>,
              },
              {
                key: 'check',
                label: '校验码',
                children: <Typography.Text copyable={copyable('校验码')}>{receipt.checkCode ?? '正在编号'}</Typography.Text>,
              },
              ...(receipt.issuedAt ? [{ key: 'issued', label: '开具时间', children: instantWords(receipt.issuedAt) }] : []),
              ...(receipt.replacesNumber
                ? [{ key: 'replaces', label: '替换的凭证', children: `${receipt.replacesNumber}（已作废）` }]
                : []),
            ]}
          />
          {receipt.anonymous && receipt.paidBy === 'bank' && <p className='quiet'>协议写明不公示名称，凭证上写“匿名”。</p>}
          <p style={{ marginTop: 16 }}>
            <Button
              type='primary'
              loading={saving.isPending}
              disabled={receipt.number === null}
              onClick={() => saving.mutate(receipt.giftId)}
            >
              下载凭证（PDF）
            </Button>
          </p>
          {receipt.verifyUrl && (
            <p className='quiet'>
              {receipt.paidBy === 'bank' ? '也可以把链接发给企业，打开后自己核对、下载：' : '也可以把链接发给捐赠人，打开后可以核对真伪：'}
              <Typography.Text copyable={copyable('链接')}>{receipt.verifyUrl}</Typography.Text>
            </p>
          )}
        </>
      )}
    </Drawer>
  )
}
