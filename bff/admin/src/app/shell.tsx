import {
  AccountBookOutlined,
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  CloudSyncOutlined,
  CompassOutlined,
  ContactsOutlined,
  ControlOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  EnvironmentOutlined,
  ExportOutlined,
  FileDoneOutlined,
  FlagOutlined,
  FormOutlined,
  GiftOutlined,
  HeartOutlined,
  HomeOutlined,
  IdcardOutlined,
  ImportOutlined,
  KeyOutlined,
  LogoutOutlined,
  MailOutlined,
  PhoneOutlined,
  PictureOutlined,
  PieChartOutlined,
  ProjectOutlined,
  QrcodeOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SafetyOutlined,
  ScheduleOutlined,
  SendOutlined,
  ShoppingOutlined,
  SlidersOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  UploadOutlined,
  UserDeleteOutlined,
  UserSwitchOutlined,
  WalletOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { App, Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router-dom'
import { AlarmBadge } from '../features/donation/code-alarm/alarm-badge.tsx'
import { closedPage, type MenuIcon, menuOf } from '../features/identity/menu.ts'
import { roleWords } from '../features/identity/role-words.ts'
import { UnreadBadge } from '../features/message/unread-badge.tsx'
import { queryClient } from '../platform/query-client.ts'
import { leave, signOut } from '../platform/session.ts'
import { useOnline } from '../platform/use-online.ts'
import { useAccount } from '../platform/use-session.ts'
import { DeadEnd } from './dead-end.tsx'

const icons: Record<MenuIcon, ReactNode> = {
  gift: <HeartOutlined aria-hidden />,
  campaign: <FlagOutlined aria-hidden />,
  charityProject: <ProjectOutlined aria-hidden />,
  progress: <PictureOutlined aria-hidden />,
  disclosure: <CalendarOutlined aria-hidden />,
  code: <QrcodeOutlined aria-hidden />,
  venue: <EnvironmentOutlined aria-hidden />,
  charity: <BankOutlined aria-hidden />,
  refund: <RollbackOutlined aria-hidden />,
  paymentCase: <AlertOutlined aria-hidden />,
  reconciliation: <AccountBookOutlined aria-hidden />,
  streetFigures: <BarChartOutlined aria-hidden />,
  patrol: <CompassOutlined aria-hidden />,
  codeAlarm: <WarningOutlined aria-hidden />,
  donor: <TeamOutlined aria-hidden />,
  letter: <MailOutlined aria-hidden />,
  statistics: <BarChartOutlined aria-hidden />,
  spending: <ShoppingOutlined aria-hidden />,
  settlement: <ImportOutlined aria-hidden />,
  surplus: <SwapOutlined aria-hidden />,
  closing: <CalendarOutlined aria-hidden />,
  matching: <GiftOutlined aria-hidden />,
  team: <TeamOutlined aria-hidden />,
  monthly: <CalendarOutlined aria-hidden />,
  policy: <ReadOutlined aria-hidden />,
  parameter: <ControlOutlined aria-hidden />,
  policyDraft: <FormOutlined aria-hidden />,
  whatIf: <SlidersOutlined aria-hidden />,
  coverage: <PieChartOutlined aria-hidden />,
  place: <ApartmentOutlined aria-hidden />,
  resident: <IdcardOutlined aria-hidden />,
  duplicate: <UserSwitchOutlined aria-hidden />,
  death: <UserDeleteOutlined aria-hidden />,
  exchange: <CloudSyncOutlined aria-hidden />,
  quality: <SafetyCertificateOutlined aria-hidden />,
  household: <HomeOutlined aria-hidden />,
  shift: <ScheduleOutlined aria-hidden />,
  dispatch: <SendOutlined aria-hidden />,
  staff: <SolutionOutlined aria-hidden />,
  dataRequest: <SafetyCertificateOutlined aria-hidden />,
  application: <FileDoneOutlined aria-hidden />,
  award: <WalletOutlined aria-hidden />,
  payout: <BankOutlined aria-hidden />,
  policyVisit: <ContactsOutlined aria-hidden />,
  help: <PhoneOutlined aria-hidden />,
  helpReport: <PieChartOutlined aria-hidden />,
  helpWall: <DashboardOutlined aria-hidden />,
  apiKey: <KeyOutlined aria-hidden />,
  offlineConsent: <SolutionOutlined aria-hidden />,
  conflict: <QuestionCircleOutlined aria-hidden />,
  audit: <AuditOutlined aria-hidden />,
  exportRequest: <ExportOutlined aria-hidden />,
  catalogue: <DatabaseOutlined aria-hidden />,
  import: <UploadOutlined aria-hidden />,
}

export function Shell() {
  const account = useAccount()
  const online = useOnline()
  const { pathname } = useLocation()
  const closed = closedPage(account.roles, pathname)
  const main = useRef<HTMLElement>(null)
  const firstPath = useRef(pathname)

  useEffect(() => {
    // A page change is announced by moving the focus to it, but not on arrival, where the skip link comes first.
    if (firstPath.current !== pathname) main.current?.focus()
    firstPath.current = pathname
  }, [pathname])

  return (
    <div className='shell'>
      <a className='skip-link' href='#main'>
        跳到主要内容
      </a>
      <aside className='shell-side' aria-label='侧栏'>
        <NavLink to='/' className='brand'>
          <img src='/admin/mark.svg' alt='' />
          <div>
            <strong>民生直达 · 上城</strong>
            <span>管理后台</span>
          </div>
        </NavLink>
        <nav className='menu' aria-label='主菜单'>
          {menuOf(account.roles).map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h2>{group.title}</h2>
              <ul>
                {group.items.map((item) => (
                  <li key={item.path}>
                    <NavLink to={item.path}>
                      {icons[item.icon]}
                      {item.label}
                      {item.icon === 'codeAlarm' && <AlarmBadge />}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <div className='who'>
          <strong>{account.displayName}</strong>
          <p>{roleWords(account.roles)}</p>
          <NavLink to='/my-messages' className='who-link'>
            <BellOutlined aria-hidden /> 我的消息
            <UnreadBadge />
          </NavLink>
          <NavLink to='/security' className='who-link'>
            <SafetyOutlined aria-hidden /> 我的安全
          </NavLink>
          <SignOutButton />
        </div>
      </aside>
      <div className='shell-main'>
        {!online && (
          <div className='offline-bar' role='status'>
            网络已断开：现在看到的可能不是最新内容，暂时不能提交。恢复后会自动更新。
          </div>
        )}
        <main id='main' ref={main} tabIndex={-1}>
          {closed ? <DeadEnd page={closed.label} title='您的岗位不能看这一页' words='需要的话，请联系本单位的系统管理员。' /> : <Outlet />}
        </main>
      </div>
    </div>
  )
}

function SignOutButton() {
  const { modal } = App.useApp()
  const [busy, setBusy] = useState(false)

  async function leaveForGood() {
    setBusy(true)
    try {
      await signOut()
      queryClient.clear()
    } catch {
      setBusy(false)
      modal.confirm({
        title: '没能通知服务器退出',
        content: '网络不通，服务器还不知道您要退出。可以先离开这个页面；这台电脑有别人使用时，请等网络恢复后再退出一次。',
        okText: '先离开',
        cancelText: '留在这里',
        onOk: () => {
          leave()
          queryClient.clear()
        },
      })
    }
  }

  return (
    <Button icon={<LogoutOutlined aria-hidden />} loading={busy} onClick={() => void leaveForGood()}>
      退出登录
    </Button>
  )
}
