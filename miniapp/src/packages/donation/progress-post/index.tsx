import type { ProgressPost } from '@minsheng/shared/contracts/donation'
import { assetUrl } from '../../../platform/asset-url'
import { Badge } from '../../../ui/badge'
import { Card } from '../../../ui/card'
import { Picture, Words } from '../../../ui/element'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { CorrectionNote } from '../correction-note'
import { dayWords, paragraphs } from '../words'
import './style.scss'

/** One post of progress: day, words, pictures, and what was corrected in it. */
export function ProgressPostCard({ post, level = 2 }: { post: ProgressPost; level?: 2 | 3 }) {
  return (
    <Card>
      <Words className='post__day'>{dayWords(post.publishedAt)}</Words>
      <Heading level={level}>{post.title}</Heading>
      {post.milestone === null ? null : <Badge tone='success'>{`计划完成一步：${post.milestone}`}</Badge>}
      {paragraphs(post.text).map((paragraph) => (
        <Words key={paragraph} className='post__paragraph'>
          {paragraph}
        </Words>
      ))}
      {post.pictures.map((picture, index) => (
        <Picture key={picture} src={assetUrl(picture)} alt={`${post.title}，图片 ${index + 1}`} className='post__picture' />
      ))}
      {post.corrections.length === 0 ? null : (
        <Fold title={`更正说明（${post.corrections.length} 条）`}>
          {[...post.corrections].reverse().map(({ at, note, title, text }) => (
            <CorrectionNote key={at} title={`${dayWords(at)}更正`} note={note} before={title === post.title ? text : `${title}\n${text}`} />
          ))}
        </Fold>
      )}
    </Card>
  )
}
