import type { ModalFuncProps } from 'antd'

/** Buttons of a question that would lose what was typed: going on typing is the easy answer. */
export function discardButtons(discardLabel: string): ModalFuncProps {
  return {
    okText: discardLabel,
    okButtonProps: { type: 'default', danger: true },
    cancelText: '继续填写',
    cancelButtonProps: { type: 'primary' },
    focusable: { autoFocusButton: 'cancel' },
  }
}
