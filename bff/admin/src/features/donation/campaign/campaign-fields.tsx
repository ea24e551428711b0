import type { Campaign } from '@minsheng/shared/contracts/donation'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../../../ui/date-field.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useCharityChoices } from '../queries.ts'
import { BudgetEditor } from './budget-editor.tsx'
import { campaignLabels as labels } from './campaign-labels.ts'
import { ChannelField } from './channel-field.tsx'
import { PictureField } from './picture-field.tsx'
import { SuggestedAmounts } from './suggested-amounts.tsx'

/** The parts of the form, in order. */
export const campaignParts = [
  { id: 'part-what', title: '为什么募捐' },
  { id: 'part-when', title: '时间、地域和负责人' },
  { id: 'part-channel', title: '钱怎么收' },
  { id: 'part-use', title: '钱怎么用' },
  { id: 'part-giving', title: '捐款页' },
]

/** The fields of a campaign in one column, with help where the law or the page asks for something. */
export function CampaignFields() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices()
  const channel = Form.useWatch<Campaign['channel'] | undefined>('channel')
  const isPublic = channel === 'own_site' || channel === 'designated'

  return (
    <>
      <FormPart id='part-what'>
        <Form.Item name='charityId' label={labels.charityId} required>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            disabled={!seesAllCharities}
            loading={charities.isPending}
            placeholder='请选择'
            options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name='title' label={labels.title} required extra='居民最先看到的一行，不超过 40 个字，如“独居老人暖心餐”。'>
          <Input maxLength={40} showCount />
        </Form.Item>
        <Form.Item name='purpose' label={labels.purpose} required extra='帮谁、做什么，不超过 80 个字。'>
          <Input maxLength={80} showCount />
        </Form.Item>
        <Form.Item name='story' label={labels.story} required extra='把事情讲清楚。不写受益人的姓名、住址和病情，除非已取得本人书面同意。'>
          <Input.TextArea maxLength={4000} showCount autoSize={{ minRows: 5, maxRows: 16 }} />
        </Form.Item>
        <Form.Item name='coverPictureId' label={labels.coverPictureId} extra='JPEG、PNG 或 WebP，5 MB 以内，横图最好。'>
          <PictureField />
        </Form.Item>
      </FormPart>

      <FormPart id='part-when'>
        <Form.Item
          name='startsOn'
          label={labels.startsOn}
          required
          extra='公开募捐方案要在开始前 10 天报民政部门备案；突发事件可在开始后 10 天内补报。'
        >
          <DateField />
        </Form.Item>
        <Form.Item name='endsOn' label={labels.endsOn} required extra='结束当天仍可捐款。超过 6 个月的，每 3 个月公布一次进展。'>
          <DateField />
        </Form.Item>
        <Form.Item name='area' label={labels.area} required extra='如“杭州市上城区”。'>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name='leader' label={labels.leader} required>
          <Input maxLength={20} style={{ width: 220 }} />
        </Form.Item>
      </FormPart>

      <FormPart id='part-channel'>
        <Form.Item name='channel' label={labels.channel} required>
          <ChannelField />
        </Form.Item>
        {channel === 'designated' && (
          <Form.Item name='designatedUrl' label={labels.designatedUrl} required extra='以 https:// 开头。居民点“去捐款”会打开这个网址。'>
            <Input inputMode='url' placeholder='https://' />
          </Form.Item>
        )}
        <Form.Item
          name='filingNumber'
          label={labels.filingNumber}
          extra={
            isPublic
              ? '在“慈善中国”备案后取得：统一社会信用代码 + A + 两位年份 + 序号。草稿可先留空，发布前必须填写。'
              : '这种方式不要求备案编号，没有就留空。'
          }
        >
          <Input maxLength={40} style={{ width: 340 }} />
        </Form.Item>
        {channel === 'own_site' && (
          <Form.Item
            name='counselApproval'
            label={labels.counselApproval}
            extra='写明律师或法务出具同意意见的日期和文号。草稿可先留空，发布前必须填写。'
          >
            <Input maxLength={120} />
          </Form.Item>
        )}
        <Form.Item
          name='account'
          label={labels.account}
          required
          extra='慈善组织自己的账户。所有款项都要进入本组织的账户（《慈善法》第二十六条）。'
        >
          <Input maxLength={120} />
        </Form.Item>
      </FormPart>

      <FormPart id='part-use'>
        <Form.Item
          name='beneficiaries'
          label={labels.beneficiaries}
          required
          extra='哪些人受益、大约多少人。不能是捐赠人或本组织的利害关系人。'
        >
          <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name='use' label={labels.use} required extra='买什么、做什么，与备案的募捐方案一致。'>
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name='goalYuan' label={labels.goalYuan} required extra='只填数字，如 50000。'>
          <Input inputMode='decimal' suffix='元' style={{ width: 220 }} />
        </Form.Item>
        <BudgetEditor />
        <Form.Item name='cost' label={labels.cost} required extra='为募捐花的钱，如印刷费，占多少。没有就写“无”。'>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name='surplusPlan' label={labels.surplusPlan} required extra='募多了或没用完怎么办，如“用于同类项目”。'>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name='queryMethod' label={labels.queryMethod} required extra='捐赠人怎样查询款项使用，如电话和网址。'>
          <Input maxLength={200} />
        </Form.Item>
      </FormPart>

      <FormPart id='part-giving'>
        <SuggestedAmounts />
      </FormPart>
    </>
  )
}

function FormPart({ id, children }: { id: string; children: ReactNode }) {
  return (
    <section className='form-part' aria-labelledby={id}>
      <h2 id={id}>{campaignParts.find((part) => part.id === id)?.title}</h2>
      {children}
    </section>
  )
}
