const every = 15

/** Looks again and again until there is an answer. */
export async function until<T>(look: () => T | undefined | null | false, milliseconds: number, complaint: () => string): Promise<T> {
  const end = performance.now() + milliseconds
  for (;;) {
    const answer = look()
    if (answer !== undefined && answer !== null && answer !== false) return answer
    if (performance.now() > end) throw new Error(complaint())
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}
