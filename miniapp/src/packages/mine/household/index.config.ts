export default definePageConfig({ navigationBarTitleText: '我和家里人' })
