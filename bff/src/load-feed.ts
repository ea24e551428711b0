import { feedLine } from '@minsheng/shared/contracts/feed'
import type { createApp } from './app.ts'
import { isPeopleLine } from './features/people/index.ts'

type App = Pick<ReturnType<typeof createApp>, 'identity' | 'donation' | 'people'>

export interface FeedSource {
  /** The lines of feed.ndjson, one JSON object each; empty ones are passed over. */
  lines: Iterable<string> | AsyncIterable<string>
  readPicture(file: string): Buffer
}

/** What may never be made up where money and people are real, as it is refused. */
const demoOnly: Readonly<Record<string, string>> = {
  staff: 'staff are',
  resident: 'residents are',
  gift: 'money is',
  settlement: 'money is',
  disbursement: 'money is',
  surplus: 'money is',
  household: 'households are',
  person: 'people are',
  facts: 'facts are',
  assignment: 'rosters are',
  shift: 'rosters are',
}

function parseLine(text: string) {
  const parsed = feedLine.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '))
}

/**
 * Loads a feed; what is already there stays as it is, so loading it twice changes nothing. Stops at the first bad line.
 * @returns how many lines of each type were read
 * @throws Error that names the line by its number
 */
export async function loadFeed(
  { lines, readPicture }: FeedSource,
  app: App,
  options: { production: boolean; tell?: (counts: Record<string, number>) => void },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  let lineNumber = 0
  for await (const text of lines) {
    lineNumber += 1
    if (text.trim() === '') continue
    try {
      const line = parseLine(text)
      const refused = options.production ? demoOnly[line.type] : undefined
      if (refused) throw new Error(`demo ${refused} refused in production`)
      if (line.type === 'staff') {
        const { type: _, ...staff } = line
        await app.identity.putStaff(staff)
      } else if (line.type === 'resident') await app.identity.putResident(line)
      else if (isPeopleLine(line)) await app.people.feed.take(line)
      else await app.donation.loadFeedLine(line, readPicture)
      counts[line.type] = (counts[line.type] ?? 0) + 1
      if (lineNumber % 1_000 === 0) options.tell?.(counts)
    } catch (error) {
      throw new Error(`feed line ${lineNumber}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
  await app.people.feed.flush()
  return counts
}
