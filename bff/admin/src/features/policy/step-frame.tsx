import { Form } from 'antd'
import type { ReactNode } from 'react'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import type { Step } from './use-step.ts'

/** The frame of every step's form: all that is wrong on top, then the fields and the buttons. */
export function StepFrame<Values extends object>({
  title,
  name,
  step,
  onReload,
  children,
}: {
  title: string
  name: string
  step: Step<Values>
  onReload: () => void
  children: ReactNode
}) {
  return (
    <section aria-label={title} style={{ marginBlock: 16 }}>
      <h2>{title}</h2>
      <ErrorSummary issues={step.issues} labelOf={step.labelOf} onGo={step.go} />
      {isConflict(step.failure) ? <ConflictNotice onReload={onReload} /> : step.failure && <ProblemNotice error={step.failure} />}
      <Form form={step.form} name={name} layout='vertical' onValuesChange={step.noteChange}>
        {children}
      </Form>
    </section>
  )
}
