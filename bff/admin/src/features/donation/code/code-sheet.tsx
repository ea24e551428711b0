import type { Campaign, Charity, GiftCode } from '@minsheng/shared/contracts/donation'
import { dateWords } from '../../../ui/time-words.ts'
import './code-sheet.css'

/** A4 for walls and boards, A6 for counters. */
export type SheetSize = 'A4' | 'A6'

// Browsers know A4 by name, but not A6.
const paper: Record<SheetSize, string> = { A4: '210mm 297mm', A6: '105mm 148mm' }

export interface CodeSheetProps {
  size: SheetSize
  code: GiftCode
  campaign: Campaign
  charity: Charity
  pictureUrl: string
}

const callToAction: Record<Campaign['channel'], string> = {
  own_site: '微信扫一扫，给一份爱心',
  demo: '微信扫一扫，给一份爱心',
  designated: '微信扫一扫，了解项目并到指定平台捐款',
  in_kind: '微信扫一扫，看看需要什么物品',
  targeted: '微信扫一扫，了解项目',
}

/** One printed page, in its real size. */
export function CodeSheet({ size, code, campaign, charity, pictureUrl }: CodeSheetProps) {
  const facts: [string, string][] = [
    ['慈善组织', charity.name],
    ['统一社会信用代码', charity.uscc],
    ...(charity.certificateNumber ? ([['公开募捐资格证书', charity.certificateNumber]] as [string, string][]) : []),
    ...(campaign.filingNumber ? ([['募捐备案编号', campaign.filingNumber]] as [string, string][]) : []),
    ['起止日期', `${dateWords(campaign.startsOn)} 至 ${dateWords(campaign.endsOn)}`],
    ['查询方式', campaign.queryMethod],
  ]
  return (
    <article className={`sheet sheet-${size.toLowerCase()}`} aria-label='张贴单预览'>
      <style>{`@page { size: ${paper[size]}; margin: 0; }`}</style>
      <header>
        <span className='sheet-mark'>公益码</span>
        <span>{charity.name}</span>
        {(campaign.channel === 'demo' || charity.demo) && <span className='sheet-demo'>演示，不产生真实捐款</span>}
      </header>
      <h2>{campaign.title}</h2>
      <p className='sheet-purpose'>{campaign.purpose}</p>
      <img src={pictureUrl} alt={`${campaign.title} 在 ${code.venueName} 的公益码`} />
      <p className='sheet-call'>{callToAction[campaign.channel]}</p>
      <p className='sheet-venue'>
        {code.venueName}，有效期至 {dateWords(code.expiresOn)}
      </p>
      <dl>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <footer>付款前请核对页面上的项目和慈善组织。与本单不一致，或本码有覆盖、涂改的，请不要付款，并拨打 {charity.contactPhone}。</footer>
    </article>
  )
}
