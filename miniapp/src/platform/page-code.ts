/** A mini-program brings its pages with it: there is nothing to fetch before one opens. */
export function whenFetched(_url: string, open: () => void) {
  open()
}
