import { Select } from 'antd'

export interface FilterSelectProps<Value extends string> {
  label: string
  value: string | undefined
  options: { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
  loading?: boolean
  width?: number
  allWords?: string
}

/** A choice among few or many; cleared it means all. */
export function FilterSelect<Value extends string>({
  label,
  value,
  options,
  onChange,
  loading,
  width = 200,
  allWords = '全部',
}: FilterSelectProps<Value>) {
  const id = `filter-${label}`
  return (
    <div className='filter'>
      <label htmlFor={id}>{label}</label>
      <Select<string>
        id={id}
        value={value}
        placeholder={allWords}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={loading}
        style={{ width }}
        popupMatchSelectWidth={false}
        options={options}
        onChange={(next) => onChange(next as Value | undefined)}
      />
    </div>
  )
}

/** Options from a table of words. */
export function wordOptions<Value extends string>(words: Record<Value, string | { word: string }>): { value: Value; label: string }[] {
  return (Object.entries(words) as [Value, string | { word: string }][]).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.word,
  }))
}
