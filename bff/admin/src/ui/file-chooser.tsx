import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'

export interface FileChooserProps {
  id?: string
  /** Names the hidden input, where no label of a form does. */
  label?: string
  accept: readonly string[]
  multiple?: boolean
  loading?: boolean
  disabled?: boolean
  icon?: ReactNode
  onChoose: (files: File[]) => void
  children: ReactNode
}

/** A button that opens the computer's own choice of files; the same file may be chosen again. */
export function FileChooser({
  id,
  label,
  accept,
  multiple = false,
  loading = false,
  disabled = false,
  icon,
  onChoose,
  children,
}: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type='file'
        aria-label={label}
        multiple={multiple}
        accept={accept.join(',')}
        style={{ display: 'none' }}
        tabIndex={-1}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button id={id} icon={icon} loading={loading} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}

/** What was wrong with a file, said aloud as well. */
export function FileFault({ children }: { children: ReactNode }) {
  return (
    <div role='status' className='field-fault'>
      {children}
    </div>
  )
}
