import { existsSync, readFileSync } from 'node:fs'

/**
 * One line of the giver's log. A line is synced to disk by the giver, a process that is never killed, before it goes on:
 * what it says was acknowledged to a donor whatever happened to BFF and mongod afterwards.
 * `begun`: a donor wants to give. `ordered`: createGift answered. `paid-at-wechat`: the cashier took the money.
 * `paid`: the BFF called the gift paid. `vanished`: an acknowledged gift is unknown to the BFF.
 */
export interface Acknowledgement {
  at: number
  wave: number
  /** Names one donor's one wish to give: no other wish of the whole run has this amount. */
  amountFen: number
  event: 'begun' | 'ordered' | 'paid-at-wechat' | 'paid' | 'vanished'
  giftId: string | null
}

/** What one wave of gifts asks of the giver, as a line on its standard input. */
export interface Wave {
  wave: number
  firstAmountFen: number
  gifts: number
  /** False takes the idempotency key away: every retry has a new one. */
  keyed: boolean
}

export function readAcknowledgements(file: string): Acknowledgement[] {
  if (!existsSync(file)) return []
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return whole.map((line) => JSON.parse(line) as Acknowledgement)
}
