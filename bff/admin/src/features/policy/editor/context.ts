import type { DraftFindings, PolicyTerms } from '@minsheng/shared/contracts/policy'
import { createContext, useContext } from 'react'
import { at, type Path, put, type Written } from './content.ts'

interface Editor {
  content: Record<string, unknown>
  change: (content: Record<string, unknown>) => void
  terms: PolicyTerms
  faults: DraftFindings['faults']
  readOnly: boolean
}

export const EditorContext = createContext<Editor | null>(null)

/** The draft that is being written, and how to write in it. */
export function useEditor() {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('used outside of the editor')
  const { content, change, faults } = editor
  return {
    ...editor,
    /** All policies, to choose from. */
    policies: editor.terms.policies.map(({ id, title }) => ({ value: id, label: title })),
    get: (path: Path): Written => at(content, path),
    set: (path: Path, value: Written) => change(put(content, path, value) as Record<string, unknown>),
    /** What is wrong at a place itself, or anywhere inside it. */
    faultsAt: (path: Path, inside = false) => {
      const name = path.join('.')
      return faults.filter((fault) => fault.path === name || (inside && fault.path.startsWith(`${name}.`))).map(({ words }) => words)
    },
  }
}

export const fieldId = (path: Path): string => `f-${path.join('.')}`
