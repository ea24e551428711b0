/** What is written in a draft: any JSON, right or wrong. */
export type Written = unknown
export type Path = readonly (string | number)[]

const isRecord = (value: Written): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a place; undefined where there is none. */
export function at(content: Written, path: Path): Written {
  return path.reduce<Written>(
    (part, step) => (Array.isArray(part) ? part[Number(step)] : isRecord(part) ? part[String(step)] : undefined),
    content,
  )
}

export const textAt = (content: Written, path: Path): string => {
  const found = at(content, path)
  return typeof found === 'string' ? found : ''
}
export const numberAt = (content: Written, path: Path): number | null => {
  const found = at(content, path)
  return typeof found === 'number' ? found : null
}
export const listAt = (content: Written, path: Path): readonly Written[] => {
  const found = at(content, path)
  return Array.isArray(found) ? found : []
}
export const fieldsOf = (value: Written): Record<string, unknown> => (isRecord(value) ? value : {})

/** The content with something else at a place; undefined takes it away. */
export function put(content: Written, path: Path, value: Written): Written {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list = Array.isArray(content) ? [...content] : []
    if (rest.length === 0 && value === undefined) list.splice(step, 1)
    else list[step] = put(list[step], rest, value)
    return list
  }
  const { [step]: before, ...others } = fieldsOf(content)
  if (rest.length === 0 && value === undefined) return others
  return { ...fieldsOf(content), [step]: put(before, rest, value) }
}
