import { Alert, Button, Typography } from 'antd'

/** Shown once: what opens the account when the phone is lost. */
export function RecoveryCodes({ codes, onPutAway }: { codes: readonly string[]; onPutAway: () => void }) {
  return (
    <>
      <h2>保存恢复码</h2>
      <Alert
        type='warning'
        showIcon
        title='这些恢复码只显示这一次'
        description='手机丢了或换了，可以用恢复码登录，每个只能用一次。请抄下来或打印，放在安全的地方，不要拍照发给别人。'
        style={{ marginBottom: 16 }}
      />
      <Typography.Paragraph copyable={{ text: codes.join('\n'), tooltips: ['复制全部', '已复制'] }}>
        <ul aria-label='恢复码' className='recovery-codes'>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </Typography.Paragraph>
      <Button type='primary' size='large' block onClick={onPutAway}>
        我已保存，进入后台
      </Button>
    </>
  )
}
