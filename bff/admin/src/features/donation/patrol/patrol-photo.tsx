import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { useObjectUrl } from '../../../platform/use-object-url.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys } from '../queries.ts'

/** A photo taken on patrol; fetched with the bearer token, for it is not public. */
export function PatrolPhoto({ photoId }: { photoId: string }) {
  const photo = useQuery({
    queryKey: [...donationKeys.patrols, 'photo', photoId],
    queryFn: () => call('getPatrolPhoto', { params: { photoId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const url = useObjectUrl(photo.data, 'image/webp')
  if (photo.error) return <ProblemNotice error={photo.error} onRetry={() => void photo.refetch()} />
  return url ? (
    <img src={url} alt='志愿者巡码时拍的照片' style={{ maxWidth: '100%', maxHeight: 320, borderRadius: 8 }} />
  ) : (
    <span className='quiet'>正在读取照片…</span>
  )
}
