export default definePageConfig({ navigationBarTitleText: '浙里办登录' })
