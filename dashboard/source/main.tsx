import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { present } from '../../src/kernel/assert.ts';
import { App } from './shell/app.tsx';
import { takeAnswer } from './person/sign-in-flow.ts';
import { takeKeyFromAddress } from './session.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/forms.css';
import './styles/frame.css';
import './styles/pages.css';
import './styles/fleet.css';
import './styles/battery.css';
import './styles/perspective.css';
import './styles/narrow.css';

takeKeyFromAddress();
const arrival = takeAnswer();
createRoot(present(document.querySelector('#root'), 'a root in the page')).render(
  <StrictMode>
    <App arrival={arrival} />
  </StrictMode>,
);
