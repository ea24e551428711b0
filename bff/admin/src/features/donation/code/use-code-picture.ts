import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { useObjectUrl } from '../../../platform/use-object-url.ts'
import { donationKeys } from '../queries.ts'

/** The code as a drawing; what a code says never changes. */
export function useCodePicture(codeId: string) {
  const picture = useQuery({
    queryKey: [...donationKeys.codes, 'image', codeId],
    queryFn: () => call('getCodeImage', { params: { codeId }, query: { format: 'svg' } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { picture, url: useObjectUrl(picture.data, 'image/svg+xml') }
}
