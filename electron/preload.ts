import { contextBridge, ipcRenderer } from 'electron'
import type { Answer, Bridge } from '../shared/rpc.ts'

const bridge: Bridge = {
  async call(method, input) {
    const message = JSON.stringify({ id: 0, method, input })
    return (await ipcRenderer.invoke('tallyscope:call', message)) as Answer
  },
  on(event, listener) {
    const receive = (_event: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on('tallyscope:event', receive)
    return () => ipcRenderer.off('tallyscope:event', receive)
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
