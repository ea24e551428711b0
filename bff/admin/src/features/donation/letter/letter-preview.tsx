import type { LetterPreview } from '@minsheng/shared/contracts/donation'
import { Modal } from 'antd'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { receiverWords } from './letter-words.ts'

export interface LetterPreviewDialogProps {
  preview: LetterPreview | null
  sending: boolean
  failure: Error | null
  onSend: () => void
  onBack: () => void
}

/** The second look: to how many, and the letter as real receivers will read it. */
export function LetterPreviewDialog({ preview, sending, failure, onSend, onBack }: LetterPreviewDialogProps) {
  const isEmpty = preview !== null && preview.namedCount + preview.anonymousGiftCount === 0
  return (
    <Modal
      title='发出前再看一眼'
      open={preview !== null}
      onCancel={onBack}
      onOk={onSend}
      okText='确认发出'
      cancelText='回去修改'
      okButtonProps={{ disabled: isEmpty }}
      confirmLoading={sending}
      width={640}
      mask={{ closable: false }}
    >
      {failure && <ProblemNotice error={failure} />}
      {preview && (
        <>
          <p>
            发给：<strong>{receiverWords(preview)}</strong>
            <span className='quiet'>（截至 {instantWords(preview.asOf)} 的捐赠；之后的不算）</span>
          </p>
          <p className='quiet'>
            {isEmpty ? '没有符合条件的捐赠人，请回去放宽条件。' : '发出后不能收回。不愿收本组织感谢信的捐赠人不会收到。'}
          </p>
          {preview.samples.map((sample) => (
            <figure key={sample.label + sample.body} className='letter-sample' aria-label={`${sample.label} 会读到的信`}>
              <figcaption className='quiet'>{sample.label} 会读到：</figcaption>
              <strong>{sample.title}</strong>
              <p>{sample.body}</p>
            </figure>
          ))}
        </>
      )}
    </Modal>
  )
}
