import type { RevealPurpose } from '@minsheng/shared/contracts/people'
import { Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { wordOptions } from '../../ui/filter-select.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { purposeWords } from './words.ts'

/** A screen may be left open: what was shown is covered again after this. */
export const SHOWN_MS = 60_000

export interface RevealPurposeProps {
  /** What is to be looked at, in words. */
  what: string
  open: boolean
  pending: boolean
  error: Error | null
  onCancel: () => void
  onAsk: (asked: { purpose: RevealPurpose; note: string | null }) => void
}

/** Asks what a look at something hidden is for, and says that it is put on record. */
export function RevealPurposeModal({ what, open, pending, error, onCancel, onAsk }: RevealPurposeProps) {
  const [purpose, setPurpose] = useState<RevealPurpose>('visit')
  const [note, setNote] = useState('')
  const missing = purpose === 'other' && note.trim().length < 2
  return (
    <Modal
      title={`查看完整的${what}`}
      open={open}
      onCancel={onCancel}
      onOk={() => onAsk({ purpose, note: note.trim() === '' ? null : note.trim() })}
      okText='查看并留下记录'
      cancelText='不看了'
      okButtonProps={{ disabled: missing }}
      confirmLoading={pending}
      destroyOnHidden
    >
      {error && <ProblemNotice error={error} />}
      <p className='quiet'>谁、什么时候、为什么查看，都会记下来；一分钟后自动遮住。</p>
      <Form layout='vertical'>
        <Form.Item label='用途' required>
          <Radio.Group
            vertical
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as RevealPurpose)}
            options={wordOptions(purposeWords)}
          />
        </Form.Item>
        {purpose === 'other' && (
          <Form.Item label='写明用途' required>
            <Input value={note} maxLength={120} onChange={(event) => setNote(event.target.value)} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
