import type { ProgressPost, ProgressPostRow } from '@minsheng/shared/contracts/donation'
import { pictureUrl } from '../picture/present.ts'
import type { ProgressDocument } from './store.ts'

type Steps = readonly { id: string; label: string }[]

const shown = (post: ProgressDocument, steps: Steps) => ({
  id: post._id,
  title: post.title,
  text: post.text,
  pictures: post.pictureIds.flatMap((id) => pictureUrl(id) ?? []),
  milestone: steps.find(({ id }) => id === post.milestoneId)?.label ?? null,
  corrections: post.corrections.map(({ at, title, text, note }) => ({ at: at.toISOString(), title, text, note })),
})

export function presentProgress(post: ProgressDocument & { publishedAt: Date }, steps: Steps): ProgressPost {
  return { ...shown(post, steps), publishedAt: post.publishedAt.toISOString() }
}

/** A post as the desk writes it. */
export function presentProgressRow(post: ProgressDocument, project: { name: string; milestones: Steps } | undefined): ProgressPostRow {
  return {
    ...shown(post, project?.milestones ?? []),
    projectId: post.projectId,
    projectName: project?.name ?? '',
    charityId: post.charityId,
    pictureIds: post.pictureIds,
    milestoneId: post.milestoneId,
    state: post.state,
    publishedAt: post.publishedAt?.toISOString() ?? null,
    rev: post.rev,
    createdAt: post.createdAt.toISOString(),
  }
}
