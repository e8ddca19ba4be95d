/** The page's entry: finds the bridge, loads the words and what the person prefers, starts the stores, draws the window. */
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { runCommand } from './app/run-command.js';
import { setClient } from './bridge/client.js';
import { electronClient } from './bridge/electron-client.js';
import { prepareStores, startStores } from './stores/start-stores.js';
import './styles/index.css';

async function start(): Promise<void> {
  // without the preload this is an ordinary browser: the demo stands in for the engine
  setClient(electronClient() ?? (await import('./bridge/demo-client.js')).demoClient(new URLSearchParams(location.search)));
  await prepareStores();
  startStores((command) => void runCommand(command));
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
}

void start();
