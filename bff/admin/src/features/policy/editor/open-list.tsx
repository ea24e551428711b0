import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { StateTag } from '../../../ui/state-tag.tsx'
import { listAt, type Path, type Written } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { Faults } from './fields.tsx'
import { useRows } from './rows.ts'

interface OpenRow {
  title: string
  /** Beside the title. */
  beside?: ReactNode
  /** Under the title, open or not. */
  below?: ReactNode
  /** In place of the fields while it is not open. */
  closed?: ReactNode
  fields: ReactNode
}

interface OpenListProps {
  path: Path
  /** What one of them is called, and how many are counted: 条件, 个. */
  word: string
  measure?: string
  /** So many are always there. */
  least?: number
  movable?: boolean
  blank: () => Written
  row: (own: Path, index: number) => OpenRow
}

/** A list of which one row at a time is open to be written in. */
export function OpenList({ path, word, measure = '个', least = 0, movable = false, blank, row }: OpenListProps) {
  const { content, set, readOnly, faultsAt } = useEditor()
  const [opened, setOpened] = useState<number | null>(null)
  const list = listAt(content, path)
  const rows = useRows(list, (next) => set(path, next))
  return (
    <div id={fieldId(path)} tabIndex={-1}>
      {rows.keys.map((key, index) => {
        const own = [...path, index]
        const isOpen = opened === key
        const { title, beside, below, closed, fields } = row(own, index)
        return (
          <div key={key} className='policy-block'>
            <div className='policy-block-head'>
              <span className='policy-node'>
                <strong>{title || `${word} ${index + 1}`}</strong>
                {beside}
                {faultsAt(own, true).length > 0 && <StateTag tone='warning'>有问题</StateTag>}
              </span>
              <span className='policy-node'>
                <Button
                  id={fieldId(own)}
                  size='small'
                  aria-expanded={isOpen}
                  aria-label={`${isOpen ? '收起' : '展开'}${word} ${index + 1}`}
                  onClick={() => setOpened(isOpen ? null : key)}
                >
                  {isOpen ? '收起' : '展开'}
                </Button>
                {!readOnly && movable && index > 0 && (
                  <Button size='small' aria-label={`${word} ${index + 1} 往上移`} onClick={() => rows.move(index, index - 1)}>
                    往上移
                  </Button>
                )}
                {!readOnly && list.length > least && (
                  <Button size='small' aria-label={`去掉${word} ${index + 1}`} onClick={() => rows.remove(index)}>
                    去掉
                  </Button>
                )}
              </span>
            </div>
            {below}
            {isOpen ? (
              <>
                <Faults path={own} />
                {fields}
              </>
            ) : (
              closed
            )}
          </div>
        )
      })}
      <Faults path={path} />
      {!readOnly && <Button onClick={() => setOpened(rows.add(blank()) ?? null)}>{`加一${measure}${word}`}</Button>}
    </div>
  )
}
