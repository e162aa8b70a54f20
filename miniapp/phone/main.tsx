import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../texts/language.tsx';
import { App } from './app.tsx';
import { startWorker } from './start-worker.ts';
import '../parts/parts.css';
import './phone.css';

const root = document.querySelector('#root');
if (!root) throw new Error('#root is missing');
createRoot(root).render(
  <LanguageProvider>
    <App />
  </LanguageProvider>,
);
startWorker();
