/// <reference types="@tarojs/taro" />

/** Origin of the API; empty on H5, where page and API share one. */
declare const API_BASE: string

declare module '*.png' {
  const url: string
  export = url
}
declare module '*.scss'

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5' | 'alipay'
    TARO_APP_API?: string
  }
}
