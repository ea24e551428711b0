import { goInstead, goTab, pages, projectPage } from '../../../platform/navigate'
import { dial } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Page } from '../../../ui/page'
import type { Entry } from './entry'
import { ReportCode } from './report-code'
import type { Target } from './target'

/** A code that is not ours, or forged: the one thing to know is not to pay. */
export function DoNotPay({ forged, entry }: { forged: boolean; entry: Entry }) {
  return (
    <Page title='不要付款' heading={false}>
      <Card tone='danger'>
        <Icon of='triangle-alert/vermilion' size='large' />
        <Heading level={1}>不要付款</Heading>
        <Words>{forged ? '这个码是伪造的，不是我们发出的公益码。' : '这个码不是我们的公益码。'}</Words>
      </Card>
      <Words>它可能是别人贴上去的。请不要向它付款，也不要填写姓名、手机号和验证码。</Words>
      <Words>请告诉贴码地方的工作人员。已经付了钱的，请马上拨打 110。</Words>
      <Button kind='danger' icon='phone/white' onPress={() => dial('110')}>
        打电话报警 110
      </Button>
      <ReportCode entry={entry} />
      <Button kind='quiet' onPress={() => goTab(pages.home)}>
        回到首页
      </Button>
    </Page>
  )
}

/** A good code or project that takes no gifts now. */
export function Refused({ target }: { target: Target }) {
  const { refusal, venueName, project } = target
  return (
    <Page title='现在不能捐' heading={false}>
      <Card tone='warm'>
        <Icon of='triangle-alert/osmanthus' size='large' />
        <Heading level={1}>{refusal?.title ?? ''}</Heading>
        <Words>{refusal?.reason ?? ''}</Words>
      </Card>
      {venueName ? <Words>{`公益码所在地：${venueName}`}</Words> : null}
      <Words>{`项目：${project.title}，由${project.charityName}发起`}</Words>
      <Button onPress={() => goInstead(projectPage(project.id))}>看看这个项目</Button>
      <Button kind='secondary' onPress={() => goInstead(pages.projects)}>
        看看别的项目
      </Button>
    </Page>
  )
}
