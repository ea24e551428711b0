import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { DraftEditor } from './draft-editor.tsx'
import { Loaded } from './loaded.tsx'

/** One draft: written, tried, reviewed, published. */
export function DraftPage() {
  const { draftId = '' } = useParams()
  const queries = useQueryClient()
  const name = ['policy-draft', draftId]
  // What is being written is not taken away from under someone's hands: it is read anew when they ask for it.
  const query = useQuery({
    queryKey: name,
    queryFn: () => call('getPolicyDraft', { params: { draftId } }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const terms = useQuery({ queryKey: ['policy-terms'], queryFn: () => call('getPolicyTerms') })
  function taken(draft: PolicyDraft) {
    queries.setQueryData(name, draft)
    for (const key of ['policies', 'policy-parameters', 'policy-drafts', 'publications', 'policy-terms'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
  return (
    <Loaded label='政策草稿' query={query}>
      {(draft) => (
        <Loaded label='写政策用的词' query={terms}>
          {(words) => <DraftEditor key={draft.id} draft={draft} terms={words} onTaken={taken} onReload={() => void query.refetch()} />}
        </Loaded>
      )}
    </Loaded>
  )
}
