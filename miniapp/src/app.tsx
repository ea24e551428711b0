import { usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { goTab, pages } from './platform/navigate'
import { keepZlbEntry } from './platform/zlb'
import { PageNotice } from './ui/page-notice'
import './app.scss'

keepZlbEntry()

export default function App({ children }: PropsWithChildren) {
  // An address of an older version, or a mistyped one, leads home instead of to a blank screen.
  usePageNotFound(() => goTab(pages.home))
  return <PageNotice>{children}</PageNotice>
}
