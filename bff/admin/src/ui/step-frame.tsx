import { Form } from 'antd'
import type { ReactNode } from 'react'
import { ConflictNotice, isConflict } from './conflict-notice.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import type { Step } from './use-step.ts'

export interface StepFrameProps<Values extends object> {
  title: string
  name: string
  step: Step<Values>
  /** Reads anew what someone else changed meanwhile. */
  onReload: () => void
  initialValues?: Partial<Values>
  children: ReactNode
}

/** The frame of every step's form: all that is wrong on top, then the fields and the buttons. */
export function StepFrame<Values extends object>({ title, name, step, onReload, initialValues, children }: StepFrameProps<Values>) {
  const reload = () => {
    step.clear()
    onReload()
  }
  return (
    <section className='step' aria-label={title}>
      <h2>{title}</h2>
      <ErrorSummary issues={step.issues} labelOf={step.labelOf} onGo={step.go} />
      {isConflict(step.failure) ? <ConflictNotice onReload={reload} /> : step.failure && <ProblemNotice error={step.failure} />}
      <Form form={step.form} name={name} layout='vertical' initialValues={initialValues} onValuesChange={step.noteChange}>
        {children}
      </Form>
    </section>
  )
}
