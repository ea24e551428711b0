import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { useActing } from '../../../platform/acting'
import { beginAt, go, goTab, helpPage, pages } from '../../../platform/navigate'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import type { IconKey } from '../../../ui/icon'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import '../style.scss'

interface Matter {
  scope: ProxyScope
  icon: IconKey
  title: string
  open: () => void
}

const matters: Matter[] = [
  { scope: 'gifts', icon: 'receipt/lake', title: '看捐赠和凭证', open: () => go(pages.myGifts) },
  { scope: 'gifts', icon: 'bell/lake', title: '看月捐', open: () => go(pages.myMonthly) },
  { scope: 'giving', icon: 'hand-heart/lake', title: '收不收感谢信', open: () => go(pages.letters) },
  { scope: 'policy', icon: 'file-text/lake', title: '看幸福清单，代为申请', open: () => go(pages.benefits) },
  { scope: 'policy', icon: 'file-text/lake', title: '看申请进展', open: () => go(pages.applications) },
  { scope: 'policy', icon: 'file-text/lake', title: '看待遇', open: () => go(pages.awards) },
  { scope: 'help', icon: 'phone-call/vermilion', title: '代按一键呼', open: () => go(helpPage) },
  { scope: 'help', icon: 'phone-call/vermilion', title: '看呼叫的进展', open: () => go(pages.helpCalls) },
  { scope: 'my_data', icon: 'database/lake', title: '看登记了哪些资料', open: () => go(pages.myData) },
  { scope: 'messages', icon: 'file-text/lake', title: '看消息', open: () => goTab(pages.messages) },
]

/** What may be done for the person one acts for. */
export default function ActingPage() {
  const acting = useActing()
  if (!acting) {
    return (
      <Page title='代办已结束' heading={false}>
        <Empty level={1} icon='circle-check/success' title='您现在用的是自己的账号' advice='要替家里人办事，请从“亲情代办”里进入。'>
          <Button onPress={() => beginAt(pages.me)}>回到我的</Button>
        </Empty>
      </Page>
    )
  }
  const offered = matters.filter(({ scope }) => acting.scopes.includes(scope))
  return (
    <Page title={`替${acting.elderName}办事`}>
      <Words className='mine__line'>{`接下来看到的都是${acting.elderName}的，办的事也算${acting.elderName}的。每一步都有记录，对方看得到。`}</Words>
      <List label='能办的事'>
        {offered.map(({ title, icon, open }) => (
          <ListRow key={title} icon={icon} title={title} onPress={open} />
        ))}
      </List>
      <Words className='mine__small'>没有列出的事没有托付给您，请让本人办理。付款、注销账号、下载全部资料，只能本人办。</Words>
    </Page>
  )
}
