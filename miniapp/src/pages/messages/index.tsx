import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='消息'>
      <Text>消息</Text>
    </View>
  )
}
