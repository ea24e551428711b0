import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Form, Input, Radio } from 'antd'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { sexWords } from '../words.ts'

export const factLabels = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  birthDate: '出生日期',
  sex: '性别',
  registeredAddress: '户籍地址',
}

/** The fields of a person. @param isNew without what is known already */
export function FactFields({ isNew }: { isNew: boolean }) {
  const keep = isNew ? undefined : '不改就留空。'
  return (
    <>
      <Form.Item name='name' label={factLabels.name} required={isNew} extra={keep}>
        <Input maxLength={30} autoComplete='off' />
      </Form.Item>
      <Form.Item name='idNumber' label={factLabels.idNumber} extra={isNew ? '填了身份证号，出生日期和性别会自动带出。' : keep}>
        <Input maxLength={20} autoComplete='off' style={{ width: 280 }} />
      </Form.Item>
      <Form.Item name='phone' label={factLabels.phone} extra={keep}>
        <Input maxLength={13} inputMode='tel' autoComplete='off' style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='birthDate' label={factLabels.birthDate} extra={isNew ? '没有身份证号时才要填。' : keep}>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='sex' label={factLabels.sex} extra={isNew ? '没有身份证号时才要填。' : keep}>
        <Radio.Group options={wordOptions(sexWords)} />
      </Form.Item>
      <Form.Item name='registeredAddress' label={factLabels.registeredAddress} extra={keep}>
        <Input maxLength={120} autoComplete='off' />
      </Form.Item>
    </>
  )
}
