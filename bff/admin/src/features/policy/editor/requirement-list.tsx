import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { Button } from 'antd'
import { useState } from 'react'
import { StateTag } from '../../../ui/state-tag.tsx'
import { ConditionBuilder } from './condition-builder.tsx'
import { listAt, type Path, textAt } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { Field, TextField } from './fields.tsx'
import { blankCondition } from './rule-forms.ts'

/** The facts that may be asked where a rule stands: a household's rule asks persons only inside a condition on members. */
export function useFacts() {
  const { get, terms } = useEditor()
  const isHousehold = get(['subject']) === 'household'
  return { facts: isHousehold ? terms.facts.filter(({ subject }) => subject === 'household') : terms.facts, memberFacts: terms.facts }
}

/** What someone has to meet: the words they are told it with, and the condition itself, opened where one writes. */
export function RequirementList({ path, reading }: { path: Path; reading: DraftFindings['reading'] }) {
  const { content, get, set, readOnly, faultsAt } = useEditor()
  const { facts, memberFacts } = useFacts()
  const requirements = listAt(content, path)
  const [opened, setOpened] = useState<number | null>(null)
  const sentences = reading.filter(({ topic }) => topic === '条件')
  const move = (from: number, to: number) => {
    const next = [...requirements]
    next.splice(to, 0, ...next.splice(from, 1))
    set(path, next)
  }
  return (
    <>
      {requirements.map((_, index) => {
        const own = [...path, index]
        const isOpen = opened === index
        const words = textAt(content, [...own, 'words'])
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a requirement is known by its place
          <div key={index} className='policy-block'>
            <div className='policy-block-head'>
              <span className='policy-node'>
                <strong>{words || `条件 ${index + 1}`}</strong>
                {faultsAt(own, true).length > 0 && <StateTag tone='warning'>有问题</StateTag>}
              </span>
              <span className='policy-node'>
                <Button
                  id={fieldId(own)}
                  size='small'
                  aria-expanded={isOpen}
                  aria-label={`${isOpen ? '收起' : '展开'}条件 ${index + 1}`}
                  onClick={() => setOpened(isOpen ? null : index)}
                >
                  {isOpen ? '收起' : '展开'}
                </Button>
                {!readOnly && (
                  <>
                    {index > 0 && (
                      <Button size='small' aria-label={`条件 ${index + 1} 往上移`} onClick={() => move(index, index - 1)}>
                        往上移
                      </Button>
                    )}
                    <Button size='small' aria-label={`去掉条件 ${index + 1}`} onClick={() => set(own, undefined)}>
                      去掉
                    </Button>
                  </>
                )}
              </span>
            </div>
            {!isOpen && <div className='quiet'>{sentenceOf(sentences[index]?.text ?? '', words)}</div>}
            {isOpen && (
              <>
                <TextField
                  label='居民看到的话'
                  path={[...own, 'words']}
                  most={80}
                  help='如“年满 80 周岁”。符合、不符合都用这句话告诉居民'
                />
                <Field label='怎么判断' path={[...own, 'when']} inside>
                  <ConditionBuilder
                    label={`条件 ${index + 1}`}
                    value={get([...own, 'when'])}
                    onChange={(next) => set([...own, 'when'], next)}
                    facts={facts}
                    memberFacts={memberFacts}
                  />
                </Field>
              </>
            )}
          </div>
        )
      })}
      {faultsAt(path).map((words) => (
        <p key={words} className='policy-fault'>
          {words}
        </p>
      ))}
      {!readOnly && (
        <Button
          onClick={() => {
            set(path, [...requirements, { words: '', when: blankCondition('fact', null, facts) }])
            setOpened(requirements.length)
          }}
        >
          加一个条件
        </Button>
      )}
    </>
  )
}

/** The condition alone of `words（condition）`. */
const sentenceOf = (text: string, words: string): string => (text.startsWith(`${words}（`) ? text.slice(words.length + 1, -1) : '')
