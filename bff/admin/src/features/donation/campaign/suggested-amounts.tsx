import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'

const maxAmounts = 6

/** The amounts a donor may choose with one tap. */
export function SuggestedAmounts() {
  return (
    <Form.List name='suggestedAmountsYuan'>
      {(fields, { add, remove }, { errors }) => (
        <fieldset className='lines' id='campaign_suggestedAmountsYuan' tabIndex={-1}>
          <legend>
            建议捐款金额 <span className='quiet'>居民点一下就能选；也可以自己填。1 至 6 个，从小到大</span>
          </legend>
          <div className='amounts'>
            {fields.map(({ key, name }, index) => (
              <div className='amount' key={key}>
                <Form.Item name={name}>
                  <Input inputMode='decimal' suffix='元' aria-label={`建议捐款金额第 ${index + 1} 个`} style={{ width: 140 }} />
                </Form.Item>
                <Button
                  type='text'
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={`删除建议捐款金额第 ${index + 1} 个`}
                  disabled={fields.length === 1}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= maxAmounts} onClick={() => add('')}>
              加一个
            </Button>
          </div>
          <Form.ErrorList errors={errors} />
        </fieldset>
      )}
    </Form.List>
  )
}
