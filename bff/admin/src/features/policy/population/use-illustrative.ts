import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { useAbilities } from '../../identity/use-abilities.ts'

/** Policies whose amounts the bureau has not confirmed; null to whoever may not read policies, who takes any amount for such. */
export function useIllustrative(): ReadonlySet<string> | null {
  const { can } = useAbilities()
  const { data } = useQuery({ enabled: can('policy.read'), queryKey: ['policies'], queryFn: () => call('listPolicies') })
  return data ? new Set(data.items.filter(({ illustrative }) => illustrative).map(({ policyId }) => policyId)) : null
}
