/** How far a question has come that is asked again and again while someone moves a slider. */
export interface Asked<Answer> {
  /** The last answer there was; stays while a newer one is worked out. */
  answer: Answer | null
  /** Why the last try brought none. */
  error: Error | null
  /** The answer is to something asked earlier: a newer one is under way, or could not be had. */
  isOld: boolean
}

/** So long a finger rests, or does not, before anything is sent. */
const REST_MS = 80
/** After so long without an answer a newer question no longer waits for it. */
const PATIENCE_MS = 4_000

/**
 * Asks one question at a time, always the newest: what was passed over meanwhile is never sent, and an answer to what was
 * given up is never shown.
 */
export function createAsker<Question, Answer>(ask: (question: Question) => Promise<Answer>, tell: (asked: Asked<Answer>) => void) {
  let state: Asked<Answer> = { answer: null, error: null, isOld: true }
  let wanted: { question: Question } | null = null
  let current: { of: { question: Question }; since: number } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (next: Partial<Asked<Answer>>) => {
    state = { ...state, ...next }
    tell(state)
  }
  function plan() {
    if (timer !== undefined || !wanted) return
    const waits = current ? Math.max(REST_MS, current.since + PATIENCE_MS - Date.now()) : REST_MS
    timer = setTimeout(send, waits)
  }
  function replan() {
    clearTimeout(timer)
    timer = undefined
    plan()
  }
  function send() {
    timer = undefined
    if (!wanted) return
    const mine = { of: wanted, since: Date.now() }
    wanted = null
    current = mine
    const settled = (next: Partial<Asked<Answer>>) => {
      if (current !== mine) return
      current = null
      say({ ...next, isOld: wanted !== null || next.error !== null })
      replan()
    }
    ask(mine.of.question).then(
      (answer) => settled({ answer, error: null }),
      (error: unknown) => settled({ error: error instanceof Error ? error : new Error(String(error)) }),
    )
  }
  return {
    /** Takes the place of whatever is waiting to be asked. */
    want(question: Question) {
      wanted = { question }
      say({ isOld: true })
      plan()
    },
    /** Nobody looks any more. */
    stop() {
      clearTimeout(timer)
      timer = undefined
      wanted = null
      current = null
    },
  }
}
