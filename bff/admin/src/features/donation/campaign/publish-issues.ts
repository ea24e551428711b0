import type { FieldIssue } from '@minsheng/shared/errors'

function isIssue(candidate: unknown): candidate is FieldIssue {
  return typeof candidate === 'object' && candidate !== null && 'path' in candidate && 'message' in candidate
}

/** What the server found on publishing, as brought along by the navigation to the form; anything else is nothing. */
export function publishIssuesFrom(state: unknown): FieldIssue[] {
  if (typeof state !== 'object' || state === null || !('issues' in state) || !Array.isArray(state.issues)) return []
  return state.issues.filter(isIssue)
}
