import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './app/app.css'
import { keepZzdCode } from './features/identity/zzd/browser.ts'
import { restoreSession } from './platform/session.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

keepZzdCode()
void restoreSession()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
