import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../texts/language.tsx';
import { deskRefusals } from '../../server/contract/texts/refusals-desk.ts';
import { App } from './app.tsx';
import '../parts/parts.css';
import './console.css';
import './tuning/rules.css';

const root = document.querySelector('#root');
if (!root) throw new Error('#root is missing');
createRoot(root).render(
  <LanguageProvider faults={deskRefusals}>
    <App />
  </LanguageProvider>,
);
