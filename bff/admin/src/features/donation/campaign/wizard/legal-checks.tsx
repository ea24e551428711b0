import type { Charity } from '@minsheng/shared/contracts/donation'
import { publishIssues } from '@minsheng/shared/law/raising'
import { isUscc } from '@minsheng/shared/units/uscc'
import { Form } from 'antd'
import { StateTag } from '../../../../ui/state-tag.tsx'
import { type CampaignValues, campaignBody } from '../campaign-form.ts'

/** What the law asks of a public campaign, checked while it is being typed. */
export function LegalChecks({ charity, today }: { charity: Charity | undefined; today: string }) {
  const form = Form.useFormInstance<CampaignValues>()
  // Read anew at every change of any field.
  const values = Form.useWatch((all: CampaignValues) => all, form)
  if (!charity || !values) return null
  const issues = publishIssues(campaignBody({ ...form.getFieldsValue(true) }).body, charity, today)
  const wrong = (path: string) => issues.find((issue) => issue.path === path)?.message
  const rows = [
    { what: '统一社会信用代码', fault: isUscc(charity.uscc) ? undefined : '校验位不对，请联系民政局核对' },
    { what: '公开募捐资格证书和收款商户号', fault: wrong('charityId') },
    { what: '备案编号属于本组织', fault: wrong('filingNumber') },
    { what: '备案日期', fault: wrong('filedOn') },
    { what: '备案到开始的天数', fault: wrong('startsOn') },
  ]
  return (
    <section className='legal-checks' aria-label='法律要求核对' aria-live='polite'>
      {rows.map(({ what, fault }) => (
        <div key={what}>
          <StateTag tone={fault ? 'warning' : 'good'}>{fault ? '还不对' : '符合'}</StateTag>
          <span>{what}</span>
          {fault && <span className='quiet'>{fault}</span>}
        </div>
      ))}
    </section>
  )
}
