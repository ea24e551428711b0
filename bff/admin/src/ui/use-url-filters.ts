import { useSearchParams } from 'react-router-dom'

/** Filters that live in the address, so that a view can be bookmarked, sent on, and found again by going back. */
export function useUrlFilters<const Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams()
  const filters = Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined])) as Record<Name, string | undefined>

  function setFilters(changes: Partial<Record<Name, string | undefined>>) {
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries<string | undefined>(changes as Record<string, string | undefined>)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace: true },
    )
  }

  const isFiltered = names.some((name) => filters[name] !== undefined)
  return {
    filters,
    setFilters,
    isFiltered,
    clearFilters: () => setFilters(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<Record<Name, string | undefined>>),
  }
}
