import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import { pageFiles } from './page-files'

const root = path.resolve(__dirname, '..')
const sharedSources = path.resolve(root, '../shared')
const ariaRuntime = path.resolve(__dirname, 'aria')

const webIcons = [
  { from: 'src/assets/icon.svg', to: 'dist/h5/icon.svg' },
  { from: 'src/assets/generated/favicon.ico', to: 'dist/h5/favicon.ico' },
]

/** Sass cannot see tokens that live in CSS variables; nothing is injected, each file states what it uses. */
const sass = { sassOptions: { silenceDeprecations: ['legacy-js-api', 'import'] } }

export default defineConfig<'webpack5'>({
  projectName: 'minsheng-zhida',
  date: '2026-06-15',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [path.resolve(__dirname, 'aria/plugin.ts'), '@tarojs/plugin-platform-alipay'],
  defineConstants: {
    // A page served over HTTP talks to its own origin; a mini-program has none and is told at build time.
    API_BASE: JSON.stringify(process.env.TARO_ENV === 'h5' ? '' : (process.env.TARO_APP_API ?? 'http://127.0.0.1:3000')),
  },
  // A browser asks for its site's icon by fixed names.
  copy: { patterns: process.env.TARO_ENV === 'h5' ? webIcons : [], options: {} },
  mini: {
    compile: { include: [sharedSources, ariaRuntime] },
    optimizeMainPackage: { enable: true },
    // As files: inlined, each picture would travel through setData.
    imageUrlLoaderOption: { limit: 1 },
    miniCssExtractPluginOption: { ignoreOrder: true },
    sassLoaderOption: sass,
    postcss: {
      // Sizes are real points on every phone: a width-relative unit shrinks an elder's text on a small one.
      pxtransform: { enable: false },
      autoprefixer: { enable: true },
    },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'browser' },
    compile: { include: [sharedSources] },
    imageUrlLoaderOption: { limit: 1, name: 'static/[name].[contenthash:8][ext]' },
    sassLoaderOption: sass,
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true } },
    webpackChain: (chain) => {
      chain.plugin('page-files').use(pageFiles)
    },
    devServer: {
      open: false,
      proxy: { '/api': { target: process.env.TARO_APP_API ?? 'http://127.0.0.1:3000', changeOrigin: true } },
    },
  },
})
