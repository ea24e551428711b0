import { useState } from 'react'
import { Words } from '../../../ui/element'
import { Page } from '../../../ui/page'
import { Tabs } from '../../../ui/tabs'
import '../style.scss'
import { DeedList } from './deed-list'

const tabs = [
  { value: 'given', label: '别人替我办的' },
  { value: 'received', label: '我替别人办的' },
] as const

export default function ProxyDeedsPage() {
  const [side, setSide] = useState<'given' | 'received'>('given')
  return (
    <Page title='以我的名义办过的事'>
      <Tabs label='看哪一边' tabs={tabs} value={side} onChoose={setSide} />
      <Words className='mine__small'>看过的、办过的都记在这里，双方看到的一样，谁也改不了。同一天看同一样东西记一条。</Words>
      <DeedList side={side} none={side === 'given' ? '还没有人以您的名义办过事。' : '您还没有替别人办过事。'} />
    </Page>
  )
}
