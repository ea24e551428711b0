import { useState } from 'react'
import { go, goInstead, pages } from '../../../platform/navigate'
import { canReadPictures, hasScanner, readPicture, type Scan, scan } from '../../../platform/scan'
import { givingPath } from '../../../platform/scan/scan'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Page } from '../../../ui/page'

const follow = (found: Scan | null) => {
  if (found) goInstead(givingPath(found))
}

function Scanner() {
  return (
    <Card tone='calm'>
      <Words>公益码贴在社区、慈善基地和商店里。对准它扫一扫，就能捐一笔。</Words>
      <Button icon='scan-line/white' onPress={async () => follow(await scan())}>
        扫公益码
      </Button>
    </Card>
  )
}

function LinkEntry() {
  const [link, setLink] = useState('')
  const [error, setError] = useState<string | null>(null)
  const open = () => {
    if (link.trim() === '') setError('请先粘贴公益码的链接')
    else follow({ kind: 'text', value: link.trim() })
  }
  const fromPicture = async () => {
    const found = await readPicture()
    if (found) follow(found)
    else setError('图片里没有找到公益码，请换一张清楚的照片')
  }
  return (
    <>
      <Card tone='calm'>
        <Words>最方便的办法：打开手机自带的相机或微信“扫一扫”，对准公益码，点屏幕上出现的链接。</Words>
      </Card>
      <Field
        name='code-link'
        label='也可以粘贴公益码的链接'
        hint='链接以 https 开头'
        value={link}
        maxLength={1024}
        error={error}
        onInput={(value) => {
          setLink(value)
          setError(null)
        }}
      />
      <Button onPress={open}>打开公益码</Button>
      {canReadPictures ? (
        <Button kind='secondary' icon='camera/lake' onPress={fromPicture}>
          从照片里识别公益码
        </Button>
      ) : null}
    </>
  )
}

/** For those who come without a code: how to scan one, or a project instead. */
export function FindCode() {
  return (
    <Page title='扫公益码'>
      {hasScanner ? <Scanner /> : <LinkEntry />}
      <Button kind='quiet' onPress={() => go(pages.projects)}>
        不扫码，看看公益项目
      </Button>
    </Page>
  )
}
