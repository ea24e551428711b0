import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { peopleKeys } from '../queries.ts'

export interface PlaceSelectProps {
  id?: string
  value?: string | undefined
  onChange?: (placeId: string | undefined) => void
  /** Shown for the chosen place while it is not among the suggestions. */
  width?: number | string
  placeholder?: string
  /** Flats and buildings alone, to live in. */
  homes?: boolean
}

/** A place by the beginning of its name, pinyin or code. */
export function PlaceSelect({ id, value, onChange, width = 280, placeholder = '输入名称或拼音', homes = false }: PlaceSelectProps) {
  const [text, setText] = useState('')
  const suggestions = useQuery({
    queryKey: [...peopleKeys.places, 'suggestions', text],
    queryFn: () => call('listPlaces', { query: { text: text || undefined, limit: 30, ...(text ? {} : { kind: 'street' }) } }),
  })
  const chosen = useQuery({
    queryKey: [...peopleKeys.places, 'one', value, undefined],
    queryFn: () => call('getPlace', { params: { placeId: value ?? '' } }),
    enabled: value !== undefined,
  })
  const found = (suggestions.data?.items ?? []).filter((place) => !homes || ['building', 'unit', 'flat'].includes(place.kind))
  const rows = chosen.data && !found.some((place) => place.id === chosen.data.id) ? [chosen.data, ...found] : found
  return (
    <Select<string>
      {...(id ? { id } : {})}
      value={value ?? null}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={placeholder}
      notFoundContent={suggestions.isFetching ? '正在查找' : '没有找到，请换个名称或拼音'}
      style={{ width }}
      popupMatchSelectWidth={false}
      options={rows.map((place) => ({ value: place.id, label: place.pathNames.slice(1).join(' · ') || place.name }))}
      onChange={(next) => onChange?.(next ?? undefined)}
    />
  )
}
