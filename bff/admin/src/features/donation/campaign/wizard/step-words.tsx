import { Form, Input } from 'antd'
import { campaignLabels as labels } from '../campaign-labels.ts'
import { PictureField } from '../picture-field.tsx'
import { SuggestedAmounts } from '../suggested-amounts.tsx'

/** What residents read and see, and the amounts they may choose. */
export function StepWords() {
  return (
    <>
      <Form.Item name='story' label={labels.story} required extra='把事情讲清楚。不写受益人的姓名、住址和病情，除非已取得本人书面同意。'>
        <Input.TextArea maxLength={4000} showCount autoSize={{ minRows: 5, maxRows: 16 }} />
      </Form.Item>
      <Form.Item name='coverPictureId' label={labels.coverPictureId} extra='JPEG、PNG 或 WebP，5 MB 以内，横图最好。'>
        <PictureField />
      </Form.Item>
      <SuggestedAmounts />
    </>
  )
}
