import { Button } from 'antd'
import { useState } from 'react'
import { listAt, type Path, textAt } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { CheckField, ChoiceField, TextField } from './fields.tsx'

const confidences = [
  { value: 'text', label: '看过原文' },
  { value: 'part', label: '看过一部分原文' },
  { value: 'second_hand', label: '从别处转引' },
  { value: 'memory', label: '凭记忆，待核对' },
]

/** One document a rule or a figure rests on. */
export function SourceFields({ path }: { path: Path }) {
  return (
    <div className='policy-fields'>
      <TextField label='文件名称' path={[...path, 'title']} most={100} wide />
      <TextField label='文号' path={[...path, 'number']} most={40} nullable help='如 民发〔2021〕57号' />
      <TextField label='条款' path={[...path, 'article']} most={50} nullable help='如 第三条第二款' />
      <TextField label='原文摘录' path={[...path, 'quotation']} most={400} rows={2} nullable wide />
    </div>
  )
}

export function SourceList({ path }: { path: Path }) {
  const { content, set, readOnly, faultsAt } = useEditor()
  const sources = listAt(content, path)
  const [opened, setOpened] = useState<number | null>(null)
  return (
    <>
      {sources.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a source is known by its place
        <div key={index} className='policy-block'>
          <div className='policy-block-head'>
            <span>
              <strong>{textAt(content, [...path, index, 'title']) || `依据 ${index + 1}`}</strong>{' '}
              <span className='quiet'>
                {textAt(content, [...path, index, 'number']) || '没有文号'}，{textAt(content, [...path, index, 'article']) || '没有条款'}，
                {textAt(content, [...path, index, 'quotation']) === '' ? '没有原文摘录' : '有原文摘录'}
              </span>
            </span>
            <span className='policy-node'>
              <Button
                id={fieldId([...path, index])}
                size='small'
                aria-expanded={opened === index}
                aria-label={`${opened === index ? '收起' : '展开'}依据 ${index + 1}`}
                onClick={() => setOpened(opened === index ? null : index)}
              >
                {opened === index ? '收起' : '展开'}
              </Button>
              {!readOnly && sources.length > 1 && (
                <Button size='small' aria-label={`去掉依据 ${index + 1}`} onClick={() => set([...path, index], undefined)}>
                  去掉
                </Button>
              )}
            </span>
          </div>
          {opened === index && <SourceFields path={[...path, index]} />}
          {opened !== index &&
            faultsAt([...path, index], true).map((words) => (
              <p key={words} className='policy-fault'>
                {words}
              </p>
            ))}
        </div>
      ))}
      {faultsAt(path).map((words) => (
        <p key={words} className='policy-fault'>
          {words}
        </p>
      ))}
      {!readOnly && (
        <Button
          onClick={() => {
            set(path, [...sources, { title: '', number: null, article: null, quotation: null }])
            setOpened(sources.length)
          }}
        >
          加一份依据
        </Button>
      )}
    </>
  )
}

/** How far someone looked into the documents, and whether what is written is confirmed by them. */
export function Confirmation({ path }: { path: Path }) {
  return (
    <div className='policy-fields' style={{ marginTop: 14 }}>
      <ChoiceField label='依据核对到哪一步' path={[...path, 'confidence']} options={confidences} />
      <CheckField
        label='金额还没有确认，标为“参考”'
        path={[...path, 'illustrative']}
        help='要去掉“参考”，依据里须有文号、条款、原文摘录，并且看过原文'
      />
    </div>
  )
}
