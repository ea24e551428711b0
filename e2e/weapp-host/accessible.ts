import { controlValue, isTrue } from './native-controls.ts'
import { composedChildren, type ViewElement, type ViewNode } from './view-tree.ts'

const blockTags = new Set([
  'view',
  'button',
  'scroll-view',
  'swiper',
  'swiper-item',
  'form',
  'label',
  'picker',
  'navigator',
  'radio-group',
  'checkbox-group',
  'block',
  'page-container',
  'cover-view',
])

const impliedRoles: Record<string, string> = {
  button: 'button',
  input: 'textbox',
  textarea: 'textbox',
  switch: 'switch',
  radio: 'radio',
  checkbox: 'checkbox',
  image: 'img',
  navigator: 'link',
  picker: 'combobox',
  slider: 'slider',
  form: 'form',
}

function hidden(element: ViewElement): boolean {
  return isTrue(element.attrs.hidden) || /(^|;)\s*display\s*:\s*none/.test(String(element.attrs.style ?? ''))
}

/** The words a person can read below these nodes; a block begins a new line. */
export function visibleText(nodes: ViewNode[]): string {
  const words = (list: ViewNode[]): string =>
    list
      .map((node) => {
        if (node.kind === 'text') return node.text
        if (hidden(node)) return ''
        const inner = node.tag === 'rich-text' ? String(node.attrs.nodes ?? '').replace(/<[^>]+>/g, '') : words(composedChildren(node))
        return blockTags.has(node.tag) ? `\n${inner}\n` : inner
      })
      .join('')
  return words(nodes)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

export function roleOf(element: ViewElement): string | undefined {
  const given = element.attrs.ariaRole
  return typeof given === 'string' && given ? given : impliedRoles[element.tag]
}

/** What a screen reader says: the aria-label, else the words inside, else the placeholder. */
export function nameOf(element: ViewElement): string {
  const label = element.attrs.ariaLabel
  if (typeof label === 'string' && label) return label
  const words = visibleText(composedChildren(element))
  if (words) return words.replace(/\n/g, ' ')
  const placeholder = element.attrs.placeholder
  return typeof placeholder === 'string' ? placeholder : controlValue(element)
}

/** Kept from screen readers by aria-hidden, on itself or around it. */
export function isSilent(path: ViewElement[]): boolean {
  return path.some(({ attrs }) => isTrue(attrs.ariaHidden))
}

export function isHidden(path: ViewElement[]): boolean {
  return path.some(hidden)
}
