import { Button } from 'antd'
import { ConditionBuilder } from './condition-builder.tsx'
import { listAt, type Path } from './content.ts'
import { useEditor } from './context.ts'
import { Field, TextField } from './fields.tsx'
import { blankCondition } from './rule-forms.ts'

/** The facts that may be asked where a rule stands: a household's rule asks persons only inside a condition on members. */
export function useFacts() {
  const { get, terms } = useEditor()
  const isHousehold = get(['subject']) === 'household'
  return { facts: isHousehold ? terms.facts.filter(({ subject }) => subject === 'household') : terms.facts, memberFacts: terms.facts }
}

/** What someone has to meet: the words they are told it with, and the condition itself. */
export function RequirementList({ path }: { path: Path }) {
  const { content, get, set, readOnly, faultsAt } = useEditor()
  const { facts, memberFacts } = useFacts()
  const requirements = listAt(content, path)
  const move = (from: number, to: number) => {
    const next = [...requirements]
    next.splice(to, 0, ...next.splice(from, 1))
    set(path, next)
  }
  return (
    <>
      {requirements.map((_, index) => {
        const own = [...path, index]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a requirement is known by its place
          <div key={index} className='policy-block'>
            <div className='policy-block-head'>
              <strong>条件 {index + 1}</strong>
              {!readOnly && (
                <span className='policy-node'>
                  {index > 0 && (
                    <Button size='small' aria-label={`条件 ${index + 1} 往上移`} onClick={() => move(index, index - 1)}>
                      往上移
                    </Button>
                  )}
                  <Button size='small' aria-label={`去掉条件 ${index + 1}`} onClick={() => set(own, undefined)}>
                    去掉
                  </Button>
                </span>
              )}
            </div>
            <TextField label='居民看到的话' path={[...own, 'words']} most={80} help='如“年满 80 周岁”。符合、不符合都用这句话告诉居民' />
            <Field label='怎么判断' path={[...own, 'when']} inside>
              <ConditionBuilder
                label={`条件 ${index + 1}`}
                value={get([...own, 'when'])}
                onChange={(next) => set([...own, 'when'], next)}
                facts={facts}
                memberFacts={memberFacts}
              />
            </Field>
          </div>
        )
      })}
      {faultsAt(path).map((words) => (
        <p key={words} className='policy-fault'>
          {words}
        </p>
      ))}
      {!readOnly && (
        <Button onClick={() => set(path, [...requirements, { words: '', when: blankCondition('fact', null, facts) }])}>加一个条件</Button>
      )}
    </>
  )
}
