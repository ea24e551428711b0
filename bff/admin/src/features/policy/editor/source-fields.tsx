import { confidenceWords } from '@minsheng/shared/policy/words/choices'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { type Path, textAt } from './content.ts'
import { useEditor } from './context.ts'
import { CheckField, ChoiceField, TextField } from './fields.tsx'
import { OpenList } from './open-list.tsx'

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
  const { content } = useEditor()
  return (
    <OpenList
      path={path}
      word='依据'
      measure='份'
      least={1}
      blank={() => ({ title: '', number: null, article: null, quotation: null })}
      row={(own) => {
        const text = (name: string) => textAt(content, [...own, name])
        return {
          title: text('title'),
          beside: (
            <span className='quiet'>
              {text('number') || '没有文号'}，{text('article') || '没有条款'}，{text('quotation') ? '有' : '没有'}原文摘录
            </span>
          ),
          fields: <SourceFields path={own} />,
        }
      }}
    />
  )
}

/** How far someone looked into the documents, and whether what is written is confirmed by them. */
export function Confirmation({ path }: { path: Path }) {
  return (
    <div className='policy-fields' style={{ marginTop: 14 }}>
      <ChoiceField label='依据核对到哪一步' path={[...path, 'confidence']} options={wordOptions(confidenceWords)} />
      <CheckField
        label='金额还没有确认，标为“参考”'
        path={[...path, 'illustrative']}
        help='要去掉“参考”，依据里须有文号、条款、原文摘录，并且看过原文'
      />
    </div>
  )
}
