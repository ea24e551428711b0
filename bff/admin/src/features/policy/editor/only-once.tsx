import { factNames, factSpec } from '@minsheng/shared/contracts/people'
import { Select } from 'antd'
import { textAt } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { ChoiceField, FieldGroup } from './fields.tsx'
import { SourceFields } from './source-fields.tsx'

const path = ['version', 'onlyOnce']
const choices = { again: '可以再给', subject: '一人（一户）只给一次', event: '遇到一次给一次' } as const

/** Whether it is given but once, for whom or for what, and where that is written. */
export function OnlyOnce() {
  const { get, set, content, readOnly } = useEditor()
  const once = get(path)
  const per = once === undefined || once === null ? 'again' : textAt(content, [...path, 'per'])
  const household = textAt(content, ['subject']) === 'household'
  const events = factNames.filter((name) => factSpec(name).subject === (household ? 'household' : 'person'))
  const choose = (next: string) => {
    if (next === 'again') return set(path, null)
    const source = (get([...path, 'source']) as object | undefined) ?? { title: '', number: null, article: null, quotation: null }
    return set(path, { per: next, event: null, source })
  }
  return (
    <FieldGroup label='能不能再给一次' path={path}>
      <Select<string>
        id={fieldId([...path, 'per'])}
        aria-label='能不能再给一次'
        value={per}
        options={Object.entries(choices).map(([value, label]) => ({ value, label }))}
        disabled={readOnly}
        style={{ maxWidth: 280 }}
        onChange={choose}
      />
      {per === 'event' && (
        <ChoiceField
          label='哪一项情况，每登记一次算一次'
          path={[...path, 'event']}
          options={events.map((name) => ({ value: name, label: factSpec(name).title }))}
        />
      )}
      {per !== 'again' && <SourceFields path={[...path, 'source']} />}
    </FieldGroup>
  )
}
