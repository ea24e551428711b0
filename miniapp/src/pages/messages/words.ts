import type { Message } from '@minsheng/shared/contracts/message'
import type { IconKey } from '../../ui/icon'

/** The picture beside a message, by what it is about. */
export const messageIcons: Record<Message['kind'], IconKey> = {
  thanks: 'hand-heart/lake',
  progress: 'heart-handshake/lake',
  refund: 'receipt/lake',
  receipt: 'receipt/lake',
  monthly_gift: 'hand-heart/lake',
  team: 'heart-handshake/lake',
  help: 'phone-call/vermilion',
  notice: 'bell/lake',
  desk: 'bell/lake',
}

/** What a message leads to, as a button says it. */
export const linkWords: Record<Message['kind'], string> = {
  thanks: '看看这个项目',
  progress: '看看最新进展',
  refund: '看这笔捐赠',
  receipt: '看捐赠凭证',
  monthly_gift: '看我的月捐',
  team: '看看大家捐了多少',
  help: '看谁来、到哪一步了',
  notice: '去看看',
  desk: '去看看',
}

/** How many are unread, as the page says it; null when none is. */
export function unreadWords(count: number): string | null {
  if (count === 0) return null
  return count > 99 ? '有很多条没看' : `有 ${count} 条没看`
}

/** The paragraphs of a message; empty lines only part them. */
export const paragraphs = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
