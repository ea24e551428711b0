/**
 * What of calls is told in public by Open311. Ours until the bureau has decided; nothing of it is a matter of law.
 * @remarks GeoReport v2, https://wiki.open311.org/GeoReport_v2
 */
export const open311 = {
  jurisdiction: 'shangcheng.hangzhou.gov.cn',
  /** When what is offered changed last. */
  changeset: '2026-12-01T00:00:00Z',
  /** Places are rounded to so many decimals of a degree: two are about one kilometre. */
  placeDecimals: 2,
  /** A list without a time goes back so far, and none covers more. */
  mostDays: 90,
  mostRows: 1_000,
  /** Of one key. */
  readsAMinute: 120,
  postsAnHour: 60,
  wordsMost: 4_000,
} as const
