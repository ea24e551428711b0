import type { LinkState } from '@minsheng/shared/contracts/privacy'
import { useActing } from '../../platform/acting'
import { go, pages } from '../../platform/navigate'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Words } from '../../ui/element'
import { Heading } from '../../ui/heading'
import { linkWords } from './link-words'

/** That account and record are not put together, why, and the way to it. */
export function LinkNotice({ link }: { link: LinkState }) {
  const acting = useActing()
  const words = linkWords[link]
  if (!words) return null
  return (
    <Card tone='warm'>
      <Heading level={2}>{words.title}</Heading>
      <Words className='mine__line'>{acting && link === 'not_asked' ? '要本人在自己的手机上同意后才能看到。' : words.advice}</Words>
      {link === 'not_asked' && !acting ? <Button onPress={() => go(pages.consents)}>去看看，再决定</Button> : null}
      {(link === 'not_found' || link === 'several') && !acting ? <Button onPress={() => go(pages.realName)}>做实名认证</Button> : null}
    </Card>
  )
}
