import { type ReactNode, useEffect } from 'react'

/** A page's name, what it is for, and its one main action; the browser tab carries the name too. */
export function PageHeader({ title, words, action }: { title: string; words?: ReactNode; action?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 民生直达 管理后台`
  }, [title])
  return (
    <header className='page-header'>
      <div>
        <h1>{title}</h1>
        {words && <p>{words}</p>}
      </div>
      {action}
    </header>
  )
}
