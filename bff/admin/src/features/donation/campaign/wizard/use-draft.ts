import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../../../platform/api.ts'
import { createKeyring } from '../../../../platform/idempotency-key.ts'
import { donationKeys } from '../../queries.ts'
import { type CampaignValues, campaignBody } from '../campaign-form.ts'

const QUIET_MS = 1_500

export interface DraftKeeping {
  saved: Campaign | null
  savedAt: Date | null
  saving: boolean
  failure: Error | null
  /** True while something typed is not with the server yet. */
  unsaved: { current: boolean }
  noteChange: () => void
  /** Sends what is there now; false when it was not kept. */
  save: () => Promise<Campaign | null>
}

/** Keeps a draft with the server: at each step, and soon after the last keystroke, one sending at a time. */
export function useDraft(campaign: Campaign | null, read: () => CampaignValues): DraftKeeping {
  const queryClient = useQueryClient()
  const [saved, setSaved] = useState(campaign)
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Error | null>(null)
  const [keyring] = useState(() => createKeyring())
  const latest = useRef(campaign)
  const unsaved = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<Campaign | null> | null>(null)
  const readNow = useRef(read)
  readNow.current = read

  const send = useCallback(async (): Promise<Campaign | null> => {
    const { body } = campaignBody(readNow.current())
    // Without a charity there is nobody whose draft it would be.
    if (body.charityId === '') return null
    const before = latest.current
    unsaved.current = false
    setSaving(true)
    try {
      const kept = before
        ? await call('updateCampaign', { params: { campaignId: before.id }, body: { rev: before.rev, campaign: body } })
        : await call('createCampaign', { body, idempotencyKey: keyring.keyFor(body) })
      keyring.done()
      latest.current = kept
      setSaved(kept)
      setSavedAt(new Date())
      setFailure(null)
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns, refetchType: 'none' })
      return kept
    } catch (error) {
      unsaved.current = true
      setFailure(error instanceof Error ? error : new Error(String(error)))
      return null
    } finally {
      setSaving(false)
    }
  }, [keyring, queryClient])

  const save = useCallback(async (): Promise<Campaign | null> => {
    clearTimeout(timer.current)
    // What was typed while a sending was under way goes with the next one.
    while (running.current) await running.current
    if (!unsaved.current) return latest.current
    running.current = send().finally(() => {
      running.current = null
    })
    return running.current
  }, [send])

  const noteChange = useCallback(() => {
    unsaved.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), QUIET_MS)
  }, [save])

  useEffect(() => () => clearTimeout(timer.current), [])

  return { saved, savedAt, saving, failure, unsaved, noteChange, save }
}
