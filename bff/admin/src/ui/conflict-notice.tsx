import { ApiError } from '@minsheng/shared/client'
import { Alert, Button } from 'antd'

/** True when someone else changed the same thing in between. */
export function isConflict(error: Error | null): boolean {
  return error instanceof ApiError && error.code === 'conflict'
}

/** Says that someone was faster, and what becomes of what was typed. */
export function ConflictNotice({ onReload }: { onReload: () => void }) {
  return (
    <Alert
      type='warning'
      showIcon
      role='alert'
      style={{ marginBottom: 16 }}
      title='这条内容刚被别人改过'
      description='为了不盖掉对方的修改，这次没有保存。请重新读取最新内容，再做修改；现在填写的内容不会保留，需要的可先抄下来。'
      action={<Button onClick={onReload}>重新读取</Button>}
    />
  )
}
