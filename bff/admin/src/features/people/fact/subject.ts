import type { SubjectKind } from '@minsheng/shared/contracts/people'

/** Whom or which household the facts are about. */
export interface SubjectProps {
  subjectKind: SubjectKind
  subjectId: string
}
