import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useObjectUrl } from '../../platform/use-object-url.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { applicationKeys } from './application-words.ts'

/** The papers; each photo is fetched only when somebody asks to see it, for that is on record. */
export function MaterialPart({ application }: { application: DeskApplication }) {
  const { materials, supplement } = application
  return (
    <section aria-label='材料'>
      <h2>材料</h2>
      {materials.length === 0 && <p>没有交材料。</p>}
      {materials.map(({ name, photoIds }) => (
        <div key={name}>
          <p>
            {name}（{photoIds.length} 张）
          </p>
          {photoIds.map((photoId, index) => (
            <Photo key={photoId} applicationId={application.id} photoId={photoId} label={`${name}第 ${index + 1} 张`} />
          ))}
        </div>
      ))}
      {supplement && (
        <p>
          告知要补：{supplement.items.join('、')}。{supplement.words}
          {supplement.answeredAt ? '居民已补交。' : `最晚 ${supplement.dueOn} 补交。`}
        </p>
      )}
    </section>
  )
}

function Photo({ applicationId, photoId, label }: { applicationId: string; photoId: string; label: string }) {
  const [open, setOpen] = useState(false)
  const photo = useQuery({
    enabled: open,
    queryKey: [...applicationKeys.applications, 'photo', photoId],
    queryFn: () => call('getMaterialPhoto', { params: { applicationId, photoId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const url = useObjectUrl(photo.data, 'image/jpeg')
  if (!open) {
    return (
      <Button size='small' style={{ marginRight: 8 }} onClick={() => setOpen(true)} aria-label={`查看${label}`}>
        查看{label}
      </Button>
    )
  }
  if (photo.error) return <ProblemNotice error={photo.error} onRetry={() => void photo.refetch()} />
  return url ? <img src={url} alt={label} style={{ maxWidth: '100%', borderRadius: 8 }} /> : <span className='quiet'>正在读取照片…</span>
}
