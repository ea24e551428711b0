import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RunningServer {
  /** Base address without a closing slash. */
  url: string
  close(): Promise<void>
}

/** Starts one HTTP server; port 0 takes any free port. */
export function listen(handler: RequestListener, host: string, port: number): Promise<RunningServer> {
  const server = createServer(handler)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo
      resolve({
        url: `http://${host}:${actual}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            // Held answers (the misbehaviour "timeout") and idle keep-alive sockets would keep the process up.
            server.closeAllConnections()
          }),
      })
    })
  })
}
