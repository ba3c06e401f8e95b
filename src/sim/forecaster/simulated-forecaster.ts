import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ForecastRequest } from '../../modules/trading/index.ts';

/** What it answers with: a status and a text, right or wrong. */
export interface GivenAnswer {
  readonly status: number;
  readonly text: string;
}

/** A forecaster of a tenant's own, over real HTTP: it answers as it is told to, and keeps what it was asked. */
export interface SimulatedForecaster {
  readonly url: string;
  readonly asked: readonly ForecastRequest[];
  /** From now on. Null says nothing and keeps the line open. */
  answer: (request: ForecastRequest) => GivenAnswer | null;
  close(): Promise<void>;
}

export async function openForecaster(): Promise<SimulatedForecaster> {
  const asked: ForecastRequest[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // The platform alone asks here, in the form that it documents.
    const one = JSON.parse(await text(request)) as ForecastRequest;
    asked.push(one);
    const answer = forecaster.answer(one);
    if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text);
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const forecaster: SimulatedForecaster = {
    url: `http://127.0.0.1:${port}/prices`,
    asked,
    answer: (request) => flatAnswer(request, 0),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return forecaster;
}

/** Every price is the same, give or take a hundred times the distance of its level from the median. */
export function flatAnswer({ levels, periods }: ForecastRequest, pricePerMwh: number): GivenAnswer {
  const quantiles = levels.map((level) => pricePerMwh + 100 * (level - 0.5));
  const told = { version: 1, periods: periods.map(({ startAt }) => ({ startAt, quantiles })) };
  return { status: 200, text: JSON.stringify(told) };
}
