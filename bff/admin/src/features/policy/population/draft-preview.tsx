import type { PolicyDraft, WhatIfChange } from '@minsheng/shared/contracts/policy'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ChangeResult } from './change-result.tsx'
import { PopulationStanding, usePopulation } from './standing.tsx'
import './population.css'

interface DraftPreviewProps {
  draft: PolicyDraft
  /** Something is written that is not saved: what is counted is the draft as it was saved. */
  isChanged: boolean
}

/** What publishing this draft does to everyone in the district, before anyone agrees to it. */
export function DraftPreview({ draft, isChanged }: DraftPreviewProps) {
  const population = usePopulation()
  const isReady = population.data !== undefined && population.data.state !== 'building'
  const change = useMemo<WhatIfChange>(() => ({ kind: 'draft', draftId: draft.id }), [draft.id])
  const query = useQuery({
    enabled: draft.findings.ready && isReady,
    queryKey: ['policy-what-if', draft.id, draft.rev],
    queryFn: () => call('tryWhatIf', { body: { change } }),
    refetchOnWindowFocus: false,
  })
  if (!draft.findings.ready)
    return <EmptyState title='改好以后才能算' words='右边“检查结果”里还有要改的地方。改好、保存以后，这里会算出全区谁得到、谁失去。' />
  return (
    <section aria-label='公布以后谁有变化'>
      <PopulationStanding query={population} />
      {isChanged && <p className='policy-working'>改动还没有保存，下面按保存过的算。</p>}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data ? (
        <ChangeResult change={change} result={query.data} isOld={isChanged || query.isFetching} />
      ) : (
        isReady &&
        !query.error && (
          <div role='status' aria-label='正在算全区谁有变化'>
            <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
          </div>
        )
      )}
    </section>
  )
}
