import type { Campaign } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Descriptions, Progress } from 'antd'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { campaignChannels, campaignStates } from '../words.ts'
import { campaignLabels as labels } from './campaign-labels.ts'
import { progressOf } from './progress-words.ts'

export function CampaignFacts({ campaign }: { campaign: Campaign }) {
  const missing = <span className='quiet'>没有填写</span>
  return (
    <>
      <div style={{ display: 'flex', gap: 16, marginBottom: 20 }}>
        {campaign.coverUrl && (
          <img src={campaign.coverUrl} alt='' style={{ width: 168, height: 112, objectFit: 'cover', borderRadius: 12 }} />
        )}
        <div style={{ flex: 1 }}>
          <StateTag tone={campaignStates[campaign.state].tone}>{campaignStates[campaign.state].word}</StateTag>
          {campaign.publishedAt === null && campaign.state !== 'published' && campaign.state !== 'closed' ? (
            <DraftGoal goalFen={campaign.goalFen} />
          ) : (
            <Raised campaign={campaign} />
          )}
        </div>
      </div>
      <Descriptions
        column={1}
        bordered
        styles={{ label: { width: 168, verticalAlign: 'top' } }}
        items={[
          { key: 'charity', label: labels.charityId, children: campaign.charityName },
          { key: 'project', label: labels.projectId, children: campaign.projectName ?? missing },
          { key: 'purpose', label: labels.purpose, children: campaign.purpose },
          { key: 'days', label: '起止日期', children: `${dayOrBlank(campaign.startsOn)} 至 ${dayOrBlank(campaign.endsOn)}` },
          { key: 'area', label: labels.area, children: campaign.area },
          { key: 'leader', label: labels.leader, children: campaign.leader },
          { key: 'channel', label: labels.channel, children: campaignChannels[campaign.channel].word },
          ...(campaign.designatedUrl
            ? [
                {
                  key: 'url',
                  label: labels.designatedUrl,
                  children: (
                    <a href={campaign.designatedUrl} target='_blank' rel='noreferrer'>
                      {campaign.designatedUrl}
                    </a>
                  ),
                },
              ]
            : []),
          { key: 'filing', label: labels.filingNumber, children: campaign.filingNumber ?? missing },
          { key: 'filed', label: labels.filedOn, children: campaign.filedOn ? dateWords(campaign.filedOn) : missing },
          ...(campaign.emergency ? [{ key: 'emergency', label: labels.emergency, children: '是' }] : []),
          ...(campaign.channel === 'own_site'
            ? [{ key: 'counsel', label: labels.counselApproval, children: counselWords(campaign) ?? missing }]
            : []),
          { key: 'account', label: labels.account, children: campaign.account },
          { key: 'beneficiaries', label: labels.beneficiaries, children: campaign.beneficiaries },
          { key: 'use', label: labels.use, children: campaign.use },
          {
            key: 'budget',
            label: labels.budget,
            children: (
              <table className='budget-table'>
                <tbody>
                  {campaign.budget.map((line) => (
                    <tr key={line.label}>
                      <td>{line.label}</td>
                      <td className='money'>¥{formatYuan(line.amountFen)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ),
          },
          { key: 'cost', label: labels.cost, children: campaign.cost },
          { key: 'surplus', label: labels.surplusPlan, children: campaign.surplusPlan },
          { key: 'query', label: labels.queryMethod, children: campaign.queryMethod },
          {
            key: 'amounts',
            label: labels.suggestedAmountsYuan,
            children: campaign.suggestedAmountsFen.map((fen) => `¥${formatYuan(fen)}`).join('、'),
          },
          { key: 'story', label: labels.story, children: <div style={{ whiteSpace: 'pre-wrap' }}>{campaign.story}</div> },
        ]}
      />
    </>
  )
}

const dayOrBlank = (date: string) => (date === '' ? '（没有填写）' : dateWords(date))

/** The charity names the document, the bureau says that it has seen it. */
function counselWords({ counselApproval, counselConfirmedAt }: Campaign): string | null {
  if (counselApproval === null || counselApproval === '') return null
  return `${counselApproval}（${counselConfirmedAt ? `民政局已核对，${instantWords(counselConfirmedAt)}` : '民政局还没有核对'}）`
}

function DraftGoal({ goalFen }: { goalFen: number }) {
  return <p style={{ margin: '8px 0 0' }}>目标 ¥{formatYuan(goalFen)}。还没有发布，居民看不到。</p>
}

function Raised({ campaign }: { campaign: Campaign }) {
  const { percent, words } = progressOf(campaign.totals.raisedFen, campaign.goalFen)
  return (
    <>
      <p style={{ fontSize: 26, fontWeight: 600, margin: '8px 0 0', lineHeight: 1.3 }}>¥{formatYuan(campaign.totals.raisedFen)}</p>
      <Progress percent={percent} format={() => words} aria-label={`已筹 ${words}`} />
      <span className='quiet'>
        目标 ¥{formatYuan(campaign.goalFen)}，共 {campaign.totals.giftCount.toLocaleString('zh-CN')} 笔，截至{' '}
        {instantWords(campaign.totals.asOf)}
      </span>
    </>
  )
}
