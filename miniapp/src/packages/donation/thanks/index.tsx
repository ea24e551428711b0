import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='谢谢您'>
      <Text>谢谢您</Text>
    </View>
  )
}
