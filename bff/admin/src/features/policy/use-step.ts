import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useIssueForm } from '../../ui/use-issue-form.ts'

/** One step of an application: its form, what is wrong with it, and what is said when it is done. */
export function useStep<Values extends object>(labels: Readonly<Record<string, string>>, done: string, onDone: () => void) {
  const { message } = App.useApp()
  const form = useIssueForm<Values>({ labels })
  const step = useMutation({
    mutationFn: (work: () => Promise<DeskApplication>) => work(),
    onSuccess: () => {
      void message.success(done)
      onDone()
    },
    onError: form.showFailure,
  })
  return { ...form, labels, run: step.mutate, pending: step.isPending }
}
export type Step<Values extends object> = ReturnType<typeof useStep<Values>>

export interface StepProps {
  application: DeskApplication
  onDone: () => void
}
