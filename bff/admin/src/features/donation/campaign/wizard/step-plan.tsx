import type { Campaign, Charity } from '@minsheng/shared/contracts/donation'
import { emergencyFilingDays, emergencyReportDays, filingLeadDays, longRunMonths, periodicReportMonths } from '@minsheng/shared/law/charity'
import { valueOn } from '@minsheng/shared/law/parameter'
import { addMonths } from '@minsheng/shared/units/calendar'
import { Checkbox, Form, Input } from 'antd'
import { DateField } from '../../../../ui/date-field.tsx'
import { dateWords } from '../../../../ui/time-words.ts'
import { campaignLabels as labels } from '../campaign-labels.ts'
import { ChannelField } from '../channel-field.tsx'
import { LegalChecks } from './legal-checks.tsx'

function periodWords(startsOn: string | null | undefined, endsOn: string | null | undefined, today: string): string {
  const [long, every] = [valueOn(longRunMonths, today), valueOn(periodicReportMonths, today)]
  const rule = `结束当天仍可捐款。超过 ${long} 个月的，每 ${every} 个月公布一次进展。`
  if (!startsOn || !endsOn || endsOn <= addMonths(startsOn, long)) return rule
  return `${rule}这次募捐超过 ${long} 个月，第一次要在${dateWords(addMonths(startsOn, every))}前公布。`
}

/** The plan as it was filed: all that the law wants in it. */
export function StepPlan({ charity, today }: { charity: Charity | undefined; today: string }) {
  const channel = Form.useWatch<Campaign['channel'] | undefined>('channel')
  const [startsOn, endsOn] = [Form.useWatch<string | null>('startsOn'), Form.useWatch<string | null>('endsOn')]
  const isPublic = channel === 'own_site' || channel === 'designated'
  return (
    <>
      <Form.Item name='channel' label={labels.channel} required>
        <ChannelField />
      </Form.Item>
      {channel === 'designated' && (
        <Form.Item name='designatedUrl' label={labels.designatedUrl} required extra='以 https:// 开头。居民点“去捐款”会打开这个网址。'>
          <Input inputMode='url' placeholder='https://' />
        </Form.Item>
      )}
      <Form.Item name='emergency' valuePropName='checked' label={labels.emergency}>
        <Checkbox>
          为突发事件募捐：开始后 {valueOn(emergencyFilingDays, today)} 天内补办备案，接收和使用情况每 {valueOn(emergencyReportDays, today)}{' '}
          天公布一次
        </Checkbox>
      </Form.Item>
      <Form.Item
        name='filingNumber'
        label={labels.filingNumber}
        required={isPublic}
        extra={isPublic ? '在“慈善中国”备案后取得：统一社会信用代码 + A + 两位年份 + 序号。' : '这种方式不要求备案编号，没有就留空。'}
      >
        <Input maxLength={40} style={{ width: 340 }} />
      </Form.Item>
      {isPublic && (
        <Form.Item
          name='filedOn'
          label={labels.filedOn}
          required
          extra={`要在备案 ${valueOn(filingLeadDays, today)} 天以后才能开始募捐，突发事件除外。`}
        >
          <DateField />
        </Form.Item>
      )}
      {channel === 'own_site' && (
        <Form.Item
          name='counselApproval'
          label={labels.counselApproval}
          required
          extra='写明律师或法务出具同意意见的日期和文号；民政局核对原件后，才能收款。'
        >
          <Input maxLength={120} />
        </Form.Item>
      )}
      {isPublic && <LegalChecks charity={charity} today={today} />}
      <Form.Item name='startsOn' label={labels.startsOn} required>
        <DateField />
      </Form.Item>
      <Form.Item name='endsOn' label={labels.endsOn} required extra={periodWords(startsOn, endsOn, today)}>
        <DateField />
      </Form.Item>
      <Form.Item name='area' label={labels.area} required extra='如“杭州市上城区”。'>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='leader' label={labels.leader} required>
        <Input maxLength={20} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item
        name='account'
        label={labels.account}
        required
        extra='慈善组织自己的账户。所有款项都要进入本组织的账户（《慈善法》第二十六条）。'
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name='beneficiaries'
        label={labels.beneficiaries}
        required
        extra='哪些人受益、大约多少人。不能是捐赠人或本组织的利害关系人。'
      >
        <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name='queryMethod' label={labels.queryMethod} required extra='捐赠人怎样查询款项使用，如电话和网址。'>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
