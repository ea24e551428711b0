/** The levers of the WeChat Pay stand-in for its time of day and its bills; only on stand-ins of a file's own. */
export function billLevers(base: string) {
  async function ask(method: 'POST' | 'DELETE', path: string, payload?: unknown): Promise<void> {
    const body = payload === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(payload) }
    const response = await fetch(`${base}/_control${path}`, { method, ...body })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  return {
    /** The time of day of orders, refunds and bills. */
    timeIs: (at: string) => ask('POST', '/clock', { at }),
    timeIsReal: () => ask('POST', '/clock', {}),
    alter: (
      alteration:
        | { kind: 'drop'; number: string }
        | { kind: 'amount'; number: string; amountFen: number }
        | { kind: 'stranger'; date: string; subMchid: string; amountFen: number; outTradeNo?: string },
    ) => ask('POST', '/bills/alterations', alteration),
    clearAlterations: () => ask('DELETE', '/bills/alterations'),
    /** How bills behave from now on; nothing given ends it. */
    behave: (behaviour: { ready?: 'by_time' | 'now' | 'creating' | 'missing'; api?: string } = {}) =>
      ask('POST', '/behaviour', Object.keys(behaviour).length > 0 ? { bill: behaviour } : {}),
    rate: (basisPoints: number) => ask('POST', '/bills/rate', { basisPoints }),
  }
}
