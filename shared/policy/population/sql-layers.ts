/** A query made of layers, each a table of the one before with more columns. */
export interface Layers {
  /** A longer expression, or one that costs much, becomes a column of its own. @returns an expression that stands for it */
  keep: (expression: string, costsMuch?: boolean) => string
  /** Begins a layer with these columns beside, or in the place of, those there are. */
  add: (columns: readonly (readonly [name: string, expression: string])[]) => void
  replace: (columns: readonly (readonly [name: string, expression: string])[]) => void
  /** The tables as they follow one another, and the name of the last. */
  tables: () => readonly string[]
  last: () => string
}

/** Longer than this, an expression is worked out once and named: used twice at each depth it would grow beyond all bounds. */
const LONGEST = 150

export function createLayers(name: string, from: string): Layers {
  const tables = [`${name}0 AS NOT MATERIALIZED (${from})`]
  const known = new Map<string, string>()
  let next = 0
  const last = () => `${name}${tables.length - 1}`
  const layer = (columns: string) => {
    tables.push(`${name}${tables.length} AS NOT MATERIALIZED (SELECT ${columns} FROM ${last()})`)
  }
  const written = (columns: readonly (readonly [string, string])[]) => columns.map(([column, of]) => `${of} AS ${column}`).join(', ')
  return {
    keep(expression, costsMuch = false) {
      if (!costsMuch && expression.length <= LONGEST) return expression
      const own = known.get(expression) ?? `x${next++}`
      if (!known.has(expression)) {
        layer(`*, ${expression} AS ${own}`)
        known.set(expression, own)
      }
      return own
    },
    add: (columns) => layer(`*, ${written(columns)}`),
    replace: (columns) => layer(`* REPLACE (${written(columns)})`),
    tables: () => tables,
    last,
  }
}
