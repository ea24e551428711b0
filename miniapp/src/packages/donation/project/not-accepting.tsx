import type { Project } from '@minsheng/shared/contracts/donation'
import { copyText } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { useToast } from '../../../ui/toast'

/** Why nothing can be given here now, and where it can be. */
export function NotAccepting({ project }: { project: Project }) {
  const { toast, say } = useToast()
  const { designatedUrl } = project
  const copy = async (url: string) => say((await copyText(url)) ? '网址已复制，请在浏览器里粘贴打开' : '没有复制成功，请手抄上面的网址')
  return (
    <Card tone='warm'>
      <Heading level={2}>现在不能在这里捐款</Heading>
      <Words className='project__paragraph'>{project.notAcceptingReason ?? '这个项目暂时不接受捐款。'}</Words>
      {designatedUrl ? (
        <>
          <Words className='project__paragraph'>{`这个项目在指定募捐平台上的网址：${designatedUrl}`}</Words>
          <Button kind='secondary' icon='copy/lake' onPress={() => copy(designatedUrl)}>
            复制网址
          </Button>
        </>
      ) : null}
      {toast}
    </Card>
  )
}
