import { Fragment } from 'react'
import { go, helpPage, pages, trialPage } from '../../platform/navigate'
import { useUnreadBadge } from '../../platform/unread'
import { Box, Press, Words } from '../../ui/element'
import { Heading } from '../../ui/heading'
import { Icon, type IconKey } from '../../ui/icon'
import { Page } from '../../ui/page'
import './style.scss'

interface Service {
  icon: IconKey
  title: string
  detail: string
  url: string
}

const help: Service[] = [
  { icon: 'phone-call/vermilion', title: '一键呼', detail: '有急事，马上有人来', url: helpPage },
  { icon: 'clock/osmanthus', title: '我的呼叫', detail: '谁来过、怎么办的', url: pages.helpCalls },
]

const donation: Service[] = [
  { icon: 'scan-line/lake', title: '扫公益码', detail: '扫码捐一笔', url: pages.giving },
  { icon: 'hand-heart/lake', title: '公益项目', detail: '看看谁需要帮助', url: pages.projects },
  { icon: 'receipt/lake', title: '我的捐赠', detail: '捐了多少、到没到账', url: pages.myGifts },
]

const policy: Service[] = [
  { icon: 'file-text/lake', title: '幸福清单', detail: '能领哪些补贴', url: pages.benefits },
  { icon: 'glasses/lake', title: '政策试算', detail: '不登录也能算', url: trialPage },
]

const groups = [
  { title: '一键呼', services: help },
  { title: '政策找人', services: policy },
  { title: '慈善捐赠', services: donation },
]

export default function ServicesPage() {
  useUnreadBadge()
  return (
    <Page tab title='服务'>
      {groups.map(({ title, services }) => (
        <Fragment key={title}>
          <Heading level={2}>{title}</Heading>
          <Box className='services__grid'>
            {services.map((service) => (
              <Press key={service.title} role='link' className='services__tile' onPress={() => go(service.url)}>
                <Box className='services__face'>
                  <Icon of={service.icon} size='large' />
                  <Box className='services__words'>
                    <Words className='services__title'>{service.title}</Words>
                    <Words className='services__detail'>{service.detail}</Words>
                  </Box>
                </Box>
              </Press>
            ))}
          </Box>
        </Fragment>
      ))}
    </Page>
  )
}
