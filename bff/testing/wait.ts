/** Asks again and again until the answer is good. @throws Error with the last answer when it never is */
export async function until<T>(what: () => Promise<T>, good: (value: T) => boolean, ms = 15_000): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const value = await what()
    if (good(value)) return value
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
