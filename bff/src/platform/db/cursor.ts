import { AppError } from '@minsheng/shared/errors'

/** Where a list was left: the sort instant and the id of the last row. */
export interface ListPosition {
  at: Date
  id: string
}

export function encodeCursor(position: ListPosition): string {
  return Buffer.from(`${position.at.getTime()}.${position.id}`).toString('base64url')
}

/** @throws AppError `invalid_input` when the text is not a cursor of ours */
export function decodeCursor(cursor: string | undefined): ListPosition | null {
  if (cursor === undefined) return null
  const match = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!match?.[1] || !match[2])
    throw new AppError('invalid_input', { issues: [{ path: 'query.cursor', message: '翻页位置无效，请从第一页开始' }] })
  return { at: new Date(Number(match[1])), id: match[2] }
}

/** Filter for rows after a position, newest first by (`createdAt`, `_id`), or by another instant. */
export function afterPosition(position: ListPosition | null, by = 'createdAt'): Record<string, unknown> {
  if (!position) return {}
  return { $or: [{ [by]: { $lt: position.at } }, { [by]: position.at, _id: { $lt: position.id } }] }
}

/** Cuts one row more than asked into a page and the cursor of the next; `at` is the instant the rows are sorted by. */
export function toPage<T extends { _id: string; createdAt: Date }>(
  rows: T[],
  limit: number,
  at: (row: T) => Date = ({ createdAt }) => createdAt,
): { rows: T[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, nextCursor: rows.length > limit && last ? encodeCursor({ at: at(last), id: last._id }) : null }
}

/** The cursor of a list that is sorted by one unique text. */
export function encodeTextCursor(last: string): string {
  return Buffer.from(last).toString('base64url')
}

/** @throws AppError `invalid_input` when the text is not a cursor of ours */
export function decodeTextCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!/^[A-Za-z0-9_.-]{1,80}$/.test(text))
    throw new AppError('invalid_input', { issues: [{ path: 'query.cursor', message: '翻页位置无效，请从第一页开始' }] })
  return text
}

/** As `toPage`, for a list sorted by a text. */
export function toTextPage<T>(rows: T[], limit: number, textOf: (row: T) => string): { rows: T[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, nextCursor: rows.length > limit && last ? encodeTextCursor(textOf(last)) : null }
}
