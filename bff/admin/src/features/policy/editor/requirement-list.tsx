import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { ConditionBuilder } from './condition-builder.tsx'
import { type Path, textAt } from './content.ts'
import { useEditor } from './context.ts'
import { FieldGroup, TextField } from './fields.tsx'
import { OpenList } from './open-list.tsx'
import { blankCondition } from './rule-forms.ts'

/** The facts that may be asked where a rule stands: a household's rule asks persons only inside a condition on members. */
export function useFacts() {
  const { get, terms } = useEditor()
  const isHousehold = get(['subject']) === 'household'
  return { facts: isHousehold ? terms.facts.filter(({ subject }) => subject === 'household') : terms.facts, memberFacts: terms.facts }
}

/** What someone has to meet: the words they are told it with, and the condition itself, opened where one writes. */
export function RequirementList({ path, reading }: { path: Path; reading: DraftFindings['reading'] }) {
  const { content, get, set } = useEditor()
  const { facts, memberFacts } = useFacts()
  const sentences = reading.filter(({ topic }) => topic === '条件')
  return (
    <OpenList
      path={path}
      word='条件'
      movable
      blank={() => ({ words: '', when: blankCondition('fact', null, facts) })}
      row={(own, index) => {
        const words = textAt(content, [...own, 'words'])
        const when = [...own, 'when']
        return {
          title: words,
          closed: <div className='quiet'>{sentenceOf(sentences[index]?.text ?? '', words)}</div>,
          fields: (
            <>
              <TextField label='居民看到的话' path={[...own, 'words']} most={80} help='如“年满 80 周岁”。符合、不符合都用这句话告诉居民' />
              <FieldGroup label='怎么判断' path={when}>
                <ConditionBuilder
                  label={`条件 ${index + 1}`}
                  value={get(when)}
                  onChange={(next) => set(when, next)}
                  facts={facts}
                  memberFacts={memberFacts}
                />
              </FieldGroup>
            </>
          ),
        }
      }}
    />
  )
}

/** The condition alone of `words（condition）`. */
const sentenceOf = (text: string, words: string): string => (text.startsWith(`${words}（`) ? text.slice(words.length + 1, -1) : '')
