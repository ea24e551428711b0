/** A mini-program has its own bar with the way back. */
export function PageBar() {
  return null
}
