import { Tag } from 'antd'

/** Marks an amount or a time that the bureau has not confirmed. */
export function IllustrativeTag() {
  return <Tag style={{ color: '#8A5200', background: '#FDF3DF', border: 0, fontSize: 14, margin: 0 }}>参考，未确认</Tag>
}
