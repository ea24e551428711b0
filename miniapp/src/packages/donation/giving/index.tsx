import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='捐一笔'>
      <Text>捐一笔</Text>
    </View>
  )
}
