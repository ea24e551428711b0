import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { useAbilities } from '../../identity/use-abilities.ts'

/** Whether the bureau has not confirmed the amounts of a policy; while that is not known, or may not be read, any amount is taken for such. */
export function useIllustrative(): (policyId: string) => boolean {
  const { can } = useAbilities()
  const { data } = useQuery({ enabled: can('policy.read'), queryKey: ['policies'], queryFn: () => call('listPolicies') })
  return (policyId) => data?.items.find((row) => row.policyId === policyId)?.illustrative ?? true
}
