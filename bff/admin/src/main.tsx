import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './app/app.css'
import { restoreSession } from './platform/session.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

void restoreSession()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
