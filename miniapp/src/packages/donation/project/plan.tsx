import type { Project } from '@minsheng/shared/contracts/donation'
import { Card } from '../../../ui/card'
import { Heading } from '../../../ui/heading'
import { Timeline, type TimelineStep } from '../../../ui/timeline'
import { dateWords } from '../words'

/** Steps done, then the one that comes next, then the rest. */
function stepsOf(milestones: NonNullable<Project['undertaking']>['milestones']): TimelineStep[] {
  const next = milestones.find(({ doneOn }) => doneOn === null)
  return milestones.map(({ id, label, dueOn, doneOn }) =>
    doneOn === null
      ? { title: label, detail: `计划在${dateWords(dueOn)}前完成`, state: id === next?.id ? 'now' : 'next' }
      : { title: label, detail: `${dateWords(doneOn)}完成`, state: 'done' },
  )
}

/** What the charity means to do by when, and what of it is done; nothing where there is no plan. */
export function Plan({ project: { undertaking } }: { project: Project }) {
  if (!undertaking || undertaking.milestones.length === 0) return null
  return (
    <>
      <Heading level={2}>计划做到哪一步</Heading>
      <Card>
        <Timeline label='项目计划' steps={stepsOf(undertaking.milestones)} />
      </Card>
    </>
  )
}
