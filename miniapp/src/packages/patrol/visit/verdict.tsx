import type { PatrolCheck } from '@minsheng/shared/contracts/donation'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Icon, type IconKey } from '../../../ui/icon'
import { type VerdictWords, verdictWords } from '../words'

const looks: Record<VerdictWords['tone'], { card: 'calm' | 'warm' | 'danger'; icon: IconKey }> = {
  good: { card: 'calm', icon: 'circle-check/success' },
  warm: { card: 'warm', icon: 'triangle-alert/osmanthus' },
  danger: { card: 'danger', icon: 'triangle-alert/vermilion' },
}

/** What the code is, in colour, picture and words. */
export function Verdict({ check, level = 2 }: { check: PatrolCheck; level?: 1 | 2 }) {
  const words = verdictWords(check)
  const { card, icon } = looks[words.tone]
  return (
    <Card tone={card}>
      <Icon of={icon} size='large' />
      <Heading level={level}>{words.title}</Heading>
      <Words>{words.advice}</Words>
      {check.projectTitle ? <Words className='visit__small'>{`项目：${check.projectTitle}`}</Words> : null}
    </Card>
  )
}
