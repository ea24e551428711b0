import { useState } from 'react'
import { chooseView, type TextScale, textScales, useView } from '../../platform/view'
import { Box } from '../../ui/element'
import { Heading } from '../../ui/heading'
import { Page } from '../../ui/page'
import { Tabs } from '../../ui/tabs'
import { Actions, Answers, Containers, Movement, States } from './samples'
import './style.scss'

const modes = [
  { value: 'standard', label: '标准版' },
  { value: 'care', label: '关怀版' },
] as const
const scales = textScales.map((scale) => ({ value: String(scale), label: `${scale} 倍` }))

const groups = [
  { title: '操作', Sample: Actions },
  { title: '填写与选择', Sample: Answers },
  { title: '容器', Sample: Containers },
  { title: '状态', Sample: States },
  { title: '进度与时间', Sample: Movement },
]

/** Every part of the kit in the view and text size at hand. */
export default function GalleryPage() {
  const view = useView()
  const [opened] = useState(() => Date.now())
  return (
    <Page title='组件陈列'>
      <Tabs label='版本' tabs={modes} value={view.mode} onChoose={(mode) => chooseView({ ...view, mode })} />
      <Tabs
        label='字号'
        tabs={scales}
        value={String(view.scale)}
        onChoose={(value) => chooseView({ ...view, scale: Number(value) as TextScale })}
      />
      {groups.map(({ title, Sample }) => (
        <Box as='section' key={title} className='gallery__group'>
          <Heading level={2}>{title}</Heading>
          <Sample opened={opened} />
        </Box>
      ))}
    </Page>
  )
}
