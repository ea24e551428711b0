import Taro from '@tarojs/taro'

/** Brings a field into sight; where the platform allows, the cursor goes into it. */
export function goToField(name: string) {
  void Taro.pageScrollTo({ selector: `#${name}`, offsetTop: -80, duration: 150 })
}
