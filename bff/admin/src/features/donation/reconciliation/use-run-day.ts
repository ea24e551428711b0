import type { Reconciliation } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { donationKeys } from '../queries.ts'
import { dayWords } from './reconciliation-words.ts'

/** Compares one day; pressing again after a lost answer asks for the same, pressing after an answer compares anew. */
export function useRunDay(onDone?: (day: Reconciliation) => void) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [keyring] = useState(() => createKeyring())
  return useMutation({
    mutationFn: (body: { charityId: string; date: string }) => call('runReconciliation', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: (day) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.reconciliations })
      void message.info(day.why ?? `核对完成：${dayWords(day).word}`)
      onDone?.(day)
    },
  })
}
