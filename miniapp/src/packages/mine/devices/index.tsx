import type { Device } from '@minsheng/shared/contracts/identity'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { Sheet } from '../../../ui/sheet'
import { useToast } from '../../../ui/toast'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'

function DeviceCard({ device, onSignOut }: { device: Device; onSignOut: () => void }) {
  return (
    <Card tone={device.current ? 'calm' : 'plain'}>
      <Box className='mine__top'>
        <Heading level={2}>{device.name}</Heading>
        {device.current ? <Badge tone='success'>您正在用</Badge> : null}
      </Box>
      <Facts
        rows={[
          { label: '登录时间', value: formatInstant(new Date(device.signedInAt)) },
          { label: '最近用过', value: formatInstant(new Date(device.lastSeenAt)) },
        ]}
      />
      {device.current ? null : (
        <Button kind='secondary' aria-label={`让${device.name}退出登录`} onPress={onSignOut}>
          让它退出登录
        </Button>
      )}
    </Card>
  )
}

/** Where my account is open, and the way to close it there. */
export default function DevicesPage() {
  const me = useRemote('me', () => call('getMe'))
  const remote = useRemote('devices', () => call('listMyDevices'))
  useAgain(me.reload, remote.reload)
  const { toast, say } = useToast()
  /** Which device is to be signed out; `others`: all but this one. */
  const [asked, setAsked] = useState<Device | 'others' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const ask = (what: Device | 'others' | null) => {
    setProblem(null)
    setAsked(what)
  }
  const signOut = async () => {
    if (asked === null) return
    try {
      if (asked === 'others') await call('signOutOtherDevices')
      else await call('signOutDevice', { params: { deviceId: asked.id } })
    } catch (error) {
      const { title, advice, code } = failureWords(error)
      // It was signed out meanwhile: that is what was wanted.
      if (code !== 'not_found') {
        setProblem(`${title}。${advice}`)
        return
      }
    }
    ask(null)
    say(asked === 'others' ? '其他设备都退出了登录' : '那台设备退出了登录')
    await remote.reload()
  }
  if (me.data?.phoneMasked === null) {
    return (
      <Page title='登录的设备'>
        <SignInFirst why='登录后能看到您的账号在哪些手机和电脑上开着，也能让它们退出。' />
      </Page>
    )
  }
  const devices = remote.data?.items ?? []
  const others = devices.filter(({ current }) => !current)
  return (
    <Page title='登录的设备' remote={remote}>
      {others.length > 0 ? (
        <Words className='mine__line'>
          您的账号开着的手机和电脑都在这里。有不认识的，就让它退出登录；它要再登录，必须有您手机的验证码。
        </Words>
      ) : null}
      {devices.map((device) => (
        <DeviceCard key={device.id} device={device} onSignOut={() => ask(device)} />
      ))}
      {remote.data && others.length === 0 ? (
        <Empty icon='shield-check/lake' title='没有别的设备' advice='您的账号只在这台设备上登录着。' />
      ) : null}
      {others.length > 1 ? (
        <Button kind='danger' onPress={() => ask('others')}>
          {`其他 ${others.length} 台都退出登录`}
        </Button>
      ) : null}
      <Sheet
        open={asked !== null}
        title={asked === 'others' ? '让其他设备都退出吗' : '让这台设备退出吗'}
        closeWords='先不退'
        onClose={() => ask(null)}
      >
        <Words>
          {asked === null || asked === 'others'
            ? `一共 ${others.length} 台，马上退出。您正在用的这台不受影响。`
            : `${asked.name}马上退出登录。`}
        </Words>
        <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
        <Button kind='danger' onPress={signOut} busyWords='正在退出…'>
          退出登录
        </Button>
      </Sheet>
      {toast}
    </Page>
  )
}
