import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='组件陈列'>
      <Text>组件陈列</Text>
    </View>
  )
}
