export default definePageConfig({ navigationBarTitleText: '自己核对' })
