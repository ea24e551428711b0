import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { routeConstants } from './route-constants.ts'

export default defineConfig({
  base: '/admin/',
  plugins: [react(), routeConstants()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
