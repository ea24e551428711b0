import { letterLimits, letterPlaceholders } from '@minsheng/shared/contracts/donation'
import { Button, Input, Space } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef } from 'react'

export interface LetterTextFieldProps {
  id?: string
  value?: string
  onChange?: (text: string) => void
}

/** The words of a letter; what differs from donor to donor is put in by a button where the cursor stands. */
export function LetterTextField({ id, value = '', onChange }: LetterTextFieldProps) {
  const area = useRef<TextAreaRef>(null)

  function insert(name: string) {
    const element = area.current?.resizableTextArea?.textArea
    const words = `{{${name}}}`
    const [start, end] = [element?.selectionStart ?? value.length, element?.selectionEnd ?? value.length]
    onChange?.(`${value.slice(0, start)}${words}${value.slice(end)}`)
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(start + words.length, start + words.length)
    })
  }

  return (
    <>
      <Space size={8} wrap style={{ marginBottom: 8 }}>
        {letterPlaceholders.map((name) => (
          <Button key={name} size='small' onClick={() => insert(name)}>
            插入{name}
          </Button>
        ))}
      </Space>
      <Input.TextArea
        id={id}
        ref={area}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        maxLength={letterLimits.textLength}
        showCount
        rows={7}
        placeholder='如：{{称呼}}，谢谢您为{{项目}}捐的{{金额}}。第一批午餐已经送到老人家里。'
      />
    </>
  )
}
