export default definePageConfig({ navigationBarTitleText: '巡码邀请' })
