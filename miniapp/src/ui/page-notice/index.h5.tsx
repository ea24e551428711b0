import Taro from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { goTab, pages } from '../../platform/navigate'
import { pageRetry, usePageRetry } from '../../platform/page-retry'
import { Button } from '../button'
import { Words } from '../element'
import { Sheet } from '../sheet'

/** Over the pages: the one that was asked for could not be fetched. */
export function PageNotice({ children }: PropsWithChildren) {
  const retry = usePageRetry()
  const leave = () => {
    pageRetry.set(null)
    // The very first page did not come: there is none to stay on.
    if (Taro.getCurrentPages().length === 0) goTab(pages.home)
  }
  return (
    <>
      {children}
      <Sheet open={retry !== null} title='没有打开' closeWords='先不打开' onClose={leave}>
        <Words role='alert'>网络不通，请检查网络后再试。</Words>
        <Button onPress={() => retry?.()} busyWords='正在重试…'>
          再试一次
        </Button>
      </Sheet>
    </>
  )
}
