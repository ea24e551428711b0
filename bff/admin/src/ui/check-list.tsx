import { Checkbox } from 'antd'

export interface CheckListProps {
  /** Names the boxes together: the label of a form names a single field only. */
  label: string
  options: { value: string; label: string }[]
  value?: string[]
  onChange?: (value: string[]) => void
  id?: string
  'aria-describedby'?: string
}

/** Boxes to tick in a form. That one is needed or wrong is said in words: a group of boxes can't carry the marks of a field. */
export function CheckList({ label, options, value = [], onChange, id, 'aria-describedby': describedBy }: CheckListProps) {
  return (
    <div id={id}>
      <Checkbox.Group aria-label={label} aria-describedby={describedBy} options={options} value={value} onChange={onChange} />
    </div>
  )
}
