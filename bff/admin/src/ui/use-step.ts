import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useIssueForm } from './use-issue-form.ts'

/** One step of something that is worked on: its form, what is wrong with it, and what is said when it is done. */
export function useStep<Values extends object, Result = unknown>(
  labels: Readonly<Record<string, string>>,
  done: string,
  onDone: (result: Result) => void,
) {
  const { message } = App.useApp()
  const form = useIssueForm<Values>({ labels })
  const step = useMutation({
    mutationFn: ({ work }: { work: () => Promise<Result>; said: string }) => work(),
    onSuccess: (result, { said }) => {
      void message.success(said)
      onDone(result)
    },
    onError: form.showFailure,
  })
  return { ...form, labels, run: (work: () => Promise<Result>, said = done) => step.mutate({ work, said }), pending: step.isPending }
}
export type Step<Values extends object> = Pick<
  ReturnType<typeof useStep<Values>>,
  'form' | 'issues' | 'failure' | 'labelOf' | 'go' | 'clear' | 'noteChange'
>
