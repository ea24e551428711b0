import { useEffect } from 'react'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useCharityChoices } from '../queries.ts'

/** Books are kept for one charity at a time: one's own, or the one chosen; the first to begin with. */
export function useBooksCharity(chosen: string | undefined, choose: (charityId: string | undefined) => void) {
  const { charityId: own, seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const charityId = own ?? chosen
  const first = charities.data?.[0]?.id
  useEffect(() => {
    if (charityId === undefined && first !== undefined) choose(first)
  }, [charityId, first, choose])
  const picker = seesAllCharities && (
    <FilterSelect
      label='慈善组织'
      value={charityId}
      loading={charities.isPending}
      width={260}
      options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={choose}
    />
  )
  return { charityId, picker, error: charities.error }
}
