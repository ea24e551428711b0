import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='服务'>
      <Text>服务</Text>
    </View>
  )
}
