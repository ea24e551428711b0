import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { formatYuan, parseYuan } from '@minsheng/shared/units/money'
import { Button, Form, Input } from 'antd'
import { type BudgetRow, budgetSumFen } from './campaign-form.ts'

const maxRows = 20

/** Lines of what the money is spent on; their sum is held against the goal while typing. */
export function BudgetEditor() {
  return (
    <Form.List name='budget'>
      {(fields, { add, remove }, { errors }) => (
        <fieldset className='lines' id='campaign_budget' tabIndex={-1}>
          <legend>
            预算 <span className='quiet'>每一项花在哪里、花多少；各项之和要等于目标金额</span>
          </legend>
          {fields.map(({ key, name }, index) => (
            <div className='line' key={key}>
              <Form.Item name={[name, 'label']} style={{ flex: 1 }}>
                <Input maxLength={30} placeholder='用途，如“餐食采购”' aria-label={`预算第 ${index + 1} 项用途`} />
              </Form.Item>
              <Form.Item name={[name, 'amountYuan']} style={{ width: 190 }}>
                <Input inputMode='decimal' suffix='元' placeholder='金额' aria-label={`预算第 ${index + 1} 项金额`} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined aria-hidden />}
                aria-label={`删除预算第 ${index + 1} 项`}
                disabled={fields.length === 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <div className='line-end'>
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= maxRows} onClick={() => add({})}>
              加一项
            </Button>
            <BudgetSum />
          </div>
        </fieldset>
      )}
    </Form.List>
  )
}

function BudgetSum() {
  const rows = Form.useWatch<BudgetRow[] | undefined>('budget')
  const goalText = Form.useWatch<string | undefined>('goalYuan')
  const sumFen = budgetSumFen(rows)
  const goal = parseYuan(goalText ?? '')
  const differenceFen = goal.ok ? goal.fen - sumFen : null
  return (
    <p aria-live='polite'>
      合计 <strong>¥{formatYuan(sumFen)}</strong>
      {differenceFen === 0 && <span className='sum-right'>，与目标金额一致</span>}
      {differenceFen !== null && differenceFen > 0 && <span className='sum-wrong'>，比目标少 ¥{formatYuan(differenceFen)}</span>}
      {differenceFen !== null && differenceFen < 0 && <span className='sum-wrong'>，比目标多 ¥{formatYuan(-differenceFen)}</span>}
    </p>
  )
}
