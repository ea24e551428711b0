const DAY_MS = 86_400_000

/** A calendar date `days` after `today`, both yyyy-mm-dd. */
export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
