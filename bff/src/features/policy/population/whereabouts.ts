/** Where each home of the copy lies, as places down to the grid. */
export interface Whereabouts {
  put(home: number, path: readonly string[]): void
  pathOf(home: number): readonly string[]
  /** Number of a home's street, counted from 0; -1 where none is known. */
  streetOf(home: number): number
  /** Ids of the streets, in the order of their numbers. */
  readonly streets: readonly string[]
  /** Whether a home lies in one of these places. @param placeIds null: everywhere */
  within(placeIds: readonly string[] | null): (home: number) => boolean
}

const STREET = 1

/** Homes share their paths: there are as many as grids. */
export function createWhereabouts(): Whereabouts {
  const paths: (readonly string[])[] = []
  const numbers = new Map<string, number>()
  const streets: string[] = []
  const streetOfPath: number[] = []
  let pathAt = new Int32Array(1_024).fill(-1)

  function numberOf(path: readonly string[]): number {
    const key = path.join('/')
    const known = numbers.get(key)
    if (known !== undefined) return known
    const street = path[STREET]
    if (street !== undefined && !streets.includes(street)) streets.push(street)
    numbers.set(key, paths.length)
    streetOfPath.push(street === undefined ? -1 : streets.indexOf(street))
    return paths.push([...path]) - 1
  }

  return {
    streets,
    put(home, path) {
      if (home >= pathAt.length) {
        const grown = new Int32Array(Math.max(home + 1, pathAt.length * 2)).fill(-1)
        grown.set(pathAt)
        pathAt = grown
      }
      pathAt[home] = numberOf(path)
    },
    pathOf: (home) => paths[pathAt[home] ?? -1] ?? [],
    streetOf: (home) => streetOfPath[pathAt[home] ?? -1] ?? -1,
    within(placeIds) {
      if (placeIds === null) return () => true
      const isIn = paths.map((path) => path.some((id) => placeIds.includes(id)))
      return (home) => isIn[pathAt[home] ?? -1] ?? false
    },
  }
}
