import type { ReactNode } from 'react'
import { useOnline } from '../../platform/network'
import { useView } from '../../platform/view'
import { Box, Words } from '../element'
import { Heading } from '../heading'
import { Icon } from '../icon'
import { keepReady } from '../icon/keep-ready'
import { viewRoot } from '../view-root'
import { ActingBanner } from './acting-banner'
import { PageBar } from './page-bar'
import { PageFailure, PageSkeleton, StaleNotice } from './page-states'
import './style.scss'

keepReady(['wifi-off/osmanthus'])

export interface PageRemote {
  data: unknown
  loading: boolean
  failure: { title: string; advice: string; offline: boolean } | null
  reload: () => Promise<void>
}

interface PageProps {
  title: string
  /** A tab page has no way back. */
  tab?: boolean
  /** The title is shown in the page; a page whose content begins with its own first heading turns this off. */
  heading?: boolean
  /** What the page lives on: its loading, failure and staleness are shown here. */
  remote?: PageRemote
  /** The one action, always in reach at the lower edge. */
  bottom?: ReactNode
  children?: ReactNode
}

/** The root of every page: view, text size, safe areas, network bar, waiting and failure. */
export function Page({ title, tab = false, heading = true, remote, bottom, children }: PageProps) {
  const { className, style } = viewRoot('ms-page', useView())
  const online = useOnline()
  const waiting = remote && remote.data === null
  return (
    <Box className={`${className} ${tab ? 'ms-page--tab' : ''}`} style={style}>
      {tab ? null : <PageBar />}
      <ActingBanner />
      <Box role='status' aria-live='polite'>
        {online ? null : (
          <Box className='ms-page__offline'>
            <Icon of='wifi-off/osmanthus' size='small' />
            <Words>手机没有连上网络，看到的内容可能不是最新的</Words>
          </Box>
        )}
      </Box>
      <Box as='main' className='ms-page__main'>
        {heading || waiting ? <Heading level={1}>{title}</Heading> : null}
        {waiting && remote.failure ? <PageFailure failure={remote.failure} onRetry={remote.reload} /> : null}
        {waiting && !remote.failure && remote.loading ? <PageSkeleton /> : null}
        {remote && !waiting && remote.failure ? <StaleNotice failure={remote.failure} onRetry={remote.reload} /> : null}
        {waiting ? null : children}
      </Box>
      {bottom && !waiting ? <Box className='ms-page__bottom'>{bottom}</Box> : null}
    </Box>
  )
}
