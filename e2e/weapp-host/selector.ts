import type { ViewElement } from './view-tree.ts'

export function classesOf(element: ViewElement): string[] {
  return String(element.attrs.class ?? '')
    .split(/\s+/)
    .filter(Boolean)
}

/** One compound selector as selector queries use them: `view`, `#id`, `.class`, `.a.b`, `[data-x=y]`; the last part of a descendant selector. */
export function matchesSelector(element: ViewElement, selector: string): boolean {
  return selector.split(',').some((alternative) => {
    const compound = alternative.trim().split(/\s+|>/).at(-1) ?? ''
    const parts = compound.match(/[#.]?[\w-]+|\[[^\]]+\]/g) ?? []
    return (
      parts.length > 0 &&
      parts.every((part) => {
        if (part.startsWith('#')) return element.id === part.slice(1)
        if (part.startsWith('.')) return classesOf(element).includes(part.slice(1))
        if (part.startsWith('[')) {
          const [name = '', value] = part.slice(1, -1).split('=')
          const present = name.startsWith('data-') ? element.dataset[name.slice(5)] : element.attrs[name]
          return value === undefined ? present !== undefined : String(present) === value.replace(/^["']|["']$/g, '')
        }
        return element.tag === part
      })
    )
  })
}
