export type Data = Record<string, unknown>

/** `root.cn.[0].v`, `list[2].name` and `a.b` as their steps; a number is a place in a list. */
export function parseDataPath(path: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const match of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (match[1] !== undefined) steps.push(Number(match[1]))
    else if (match[2] !== undefined) steps.push(match[2])
  }
  if (steps.length === 0) throw new Error(`setData: path '${path}' is empty`)
  return steps
}

/** Sets one path in place; what is missing on the way is made: a list before a number, else an object. */
export function setAtPath(data: Data, path: string, value: unknown): void {
  const steps = parseDataPath(path)
  let holder: Record<string | number, unknown> = data
  steps.forEach((step, position) => {
    const next = steps[position + 1]
    if (next === undefined) {
      holder[step] = value
      return
    }
    const present = holder[step]
    const fits = typeof next === 'number' ? Array.isArray(present) : typeof present === 'object' && present !== null
    if (!fits) holder[step] = typeof next === 'number' ? [] : {}
    holder = holder[step] as Record<string | number, unknown>
  })
}

export function getAtPath(data: Data, path: string): unknown {
  let value: unknown = data
  for (const step of parseDataPath(path)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}
