import { App } from 'antd'
import { type RefObject, useEffect } from 'react'
import { useBlocker } from 'react-router-dom'
import { discardButtons } from './discard-buttons.ts'

/** Asks before typed content is lost by going to another page or closing the tab. A ref, so that saving can leave at once. */
export function useLeaveWarning(unsaved: RefObject<boolean>) {
  const { modal } = App.useApp()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved.current === true && currentLocation.pathname !== nextLocation.pathname,
  )

  useEffect(() => {
    if (blocker.state !== 'blocked') return
    const question = modal.confirm({
      title: '填写的内容还没有保存',
      content: '离开后需要重新填写。',
      ...discardButtons('不保存，离开'),
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    })
    return () => question.destroy()
  }, [blocker, modal])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [unsaved])
}
