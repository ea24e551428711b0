import { ApiError } from '@minsheng/shared/client'
import type { FieldIssue } from '@minsheng/shared/errors'
import { Form, type FormInstance } from 'antd'
import { useState } from 'react'
import { changedPlaces, type FieldPath, type FormIssue, formIssues } from './form-issues.ts'

export interface IssueFormOptions {
  /** Labels by the first part of a field's place, in the order of the form. */
  labels: Readonly<Record<string, string>>
  envelopes?: readonly string[]
  /** Label of a place inside a list, as `预算第 2 项`. */
  labelInside?: (path: FieldPath) => string | null
}

/** A form whose faults, found here or by the server, stand beside their fields and in a summary. */
export function useIssueForm<Values extends object>({ labels, envelopes = [], labelInside }: IssueFormOptions) {
  const [form] = Form.useForm<Values>()
  const [issues, setIssues] = useState<FormIssue[]>([])
  const [failure, setFailure] = useState<Error | null>(null)
  const order = Object.keys(labels)

  function labelOf(path: FieldPath): string | null {
    return (path.length > 1 ? labelInside?.(path) : undefined) ?? labels[String(path[0])] ?? null
  }

  function clear() {
    setIssues([])
    setFailure(null)
    form.setFields(
      form
        .getFieldsError()
        .filter((field) => field.errors.length > 0)
        .map((field) => ({ name: field.name as never, errors: [] })),
    )
  }

  /** Puts each issue beside its field. False when there is none. */
  function show(found: readonly FieldIssue[]): boolean {
    const next = formIssues(found, order, envelopes)
    setFailure(null)
    form.setFields(form.getFieldsError().map((field) => ({ name: field.name as never, errors: [] })))
    form.setFields(
      next.filter((issue) => labelOf(issue.path) !== null).map((issue) => ({ name: issue.path as never, errors: [issue.message] })),
    )
    setIssues(next)
    return next.length > 0
  }

  /** Shows what the server refused: its field issues, or the failure as a whole. */
  function showFailure(error: Error) {
    if (error instanceof ApiError && error.issues.length > 0) {
      show(error.issues)
      return
    }
    setIssues([])
    setFailure(error)
  }

  /** What is being corrected is no longer called wrong. */
  function noteChange(changed: object) {
    const places = changedPlaces(changed)
    form.setFields(
      places.filter((place) => form.getFieldError(place as never).length > 0).map((place) => ({ name: place as never, errors: [] })),
    )
  }

  function go(path: FieldPath) {
    form.scrollToField(path as never, { block: 'center', behavior: 'smooth' })
    focusField(form, path)
  }

  return { form, noteChange, issues, failure, labelOf, clear, show, showFailure, go }
}

function focusField<Values>(form: FormInstance<Values>, path: FieldPath) {
  const instance = form.getFieldInstance(path as never) as { focus?: () => void } | undefined
  instance?.focus?.()
}
