import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Button, Form, Input, Select } from 'antd'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { voucherKinds } from './spending-words.ts'
import { VoucherFileField } from './voucher-file-field.tsx'

const most = 10

/** One to ten papers that prove the spending, each with its file. */
export function VoucherFields() {
  return (
    <Form.List name='vouchers'>
      {(fields, { add, remove }, { errors }) => (
        <fieldset className='lines' id='spending_vouchers' tabIndex={-1}>
          <legend>
            凭证 <span className='quiet'>至少一份，最多十份；同一份凭证不能用两次</span>
          </legend>
          {fields.map(({ key, name }, index) => (
            <div className='voucher' key={key}>
              <div className='voucher-head'>
                <strong>第 {index + 1} 份</strong>
                <Button
                  type='text'
                  icon={<DeleteOutlined aria-hidden />}
                  disabled={fields.length === 1}
                  onClick={() => remove(name)}
                  aria-label={`删除第 ${index + 1} 份凭证`}
                >
                  删除
                </Button>
              </div>
              <Form.Item name={[name, 'kind']} label='种类' required>
                <Select style={{ width: 220 }} options={wordOptions(voucherKinds)} aria-label={`第 ${index + 1} 份凭证种类`} />
              </Form.Item>
              <Form.Item name={[name, 'issuer']} label='开具单位' required extra='照凭证上的名称填写。'>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name={[name, 'number']} label='号码' required extra='发票填发票号码；收据、回单填上面的编号。'>
                <Input maxLength={60} style={{ width: 320 }} />
              </Form.Item>
              <Form.Item name={[name, 'date']} label='凭证日期（可不填）'>
                <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
              </Form.Item>
              <Form.Item name={[name, 'file']} label='文件' required extra='PDF、JPEG 或 PNG，10 MB 以内。原件加密保存，不公开。'>
                <VoucherFileField label={`第 ${index + 1} 份凭证文件`} />
              </Form.Item>
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= most} onClick={() => add({ kind: 'vat_invoice' })}>
            再加一份凭证
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
