import { chooseView, type TextScale, textScales, useView, type ViewMode } from '../../../platform/view'
import { Card } from '../../../ui/card'
import { Choice } from '../../../ui/choice'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'

const modes: { value: ViewMode; label: string; detail: string }[] = [
  { value: 'standard', label: '标准版', detail: '一页里内容多一些' },
  { value: 'care', label: '关怀版', detail: '字更大，按钮更大，一页只做一件事' },
]

const scaleLabels: Record<TextScale, string> = { 1: '标准', 1.2: '大', 1.4: '特大', 2: '最大' }
const scales = textScales.map((scale) => ({ value: String(scale), label: scaleLabels[scale] }))

export default function SettingsPage() {
  const view = useView()
  return (
    <Page title='字号和版本'>
      <Heading level={2}>用哪个版本</Heading>
      <Choice label='用哪个版本' options={modes} value={view.mode} onChoose={(mode) => chooseView({ ...view, mode })} />
      <Heading level={2}>字多大</Heading>
      <Choice
        label='字多大'
        layout='chips'
        options={scales}
        value={String(view.scale)}
        onChoose={(value) => chooseView({ ...view, scale: textScales.find((scale) => String(scale) === value) ?? 1 })}
      />
      <Card tone='calm'>
        <Words>选好以后马上就变，下次打开还是这样。这一行字您看得清楚吗？</Words>
        <Money fen={124500} size='title' />
      </Card>
    </Page>
  )
}
