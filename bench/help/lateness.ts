import type { TestApp } from '../../bff/testing/app.ts'

const EVERY_MS = 250

/** Looks again and again how long the clock that is most overdue has waited. @returns what ends it, with the longest wait seen, ms */
export function lateness(app: TestApp): { stop: () => Promise<number> } {
  const calls = app.db.collection<{ _id: string; nextAt: Date | null }>('help_calls')
  let most = 0
  let isOver = false
  async function look(): Promise<void> {
    const [oldest] = await calls
      .find({ nextAt: { $type: 'date' } })
      .sort({ nextAt: 1 })
      .limit(1)
      .toArray()
    if (oldest?.nextAt) most = Math.max(most, Date.now() - oldest.nextAt.getTime())
  }
  const looking = (async () => {
    while (!isOver) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
  })()
  return {
    async stop() {
      isOver = true
      await looking
      return most
    },
  }
}
