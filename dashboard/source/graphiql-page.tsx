import 'graphiql/setup-workers/vite';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import 'graphiql/style.css';
createRoot(document.getElementById('root') as HTMLElement).render(<GraphiQL fetcher={createGraphiQLFetcher({url:'/graphql'})} />);
