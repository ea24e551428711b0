import { useState } from 'react'
import { copyText } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'

/** Said before anything is ordered: on this page, inside WeChat, nothing can be paid; here is how it can. */
export function PayElsewhere() {
  const [said, setSaid] = useState('')
  const copy = async () => {
    const copied = await copyText(window.location.href)
    setSaid(copied ? '链接已复制，请打开手机浏览器，粘贴到地址栏' : '没有复制成功，请点右上角“…”')
  }
  return (
    <Card tone='warm'>
      <Heading level={2}>请换到浏览器里付款</Heading>
      <Words>微信里打开的网页不能付款。请点右上角的“…”，选“在浏览器打开”，再捐这一笔。</Words>
      <Words>也可以在微信里搜小程序“民生直达”，用它扫公益码。</Words>
      <Button kind='secondary' onPress={copy}>
        复制本页链接
      </Button>
      <Words role='status'>{said}</Words>
    </Card>
  )
}
