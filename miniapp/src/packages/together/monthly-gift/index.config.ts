export default definePageConfig({ navigationBarTitleText: '月捐详情' })
