export default definePageConfig({ navigationBarTitleText: '取资料副本' })
