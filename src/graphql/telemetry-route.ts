import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { openPartnerIntake } from '../modules/telemetry/index.ts';
import type { Budget } from '../platform/budget.ts';
import { Fault } from '../platform/fault.ts';
import type { Platform } from '../platform/platform.ts';
import { spend } from './admission.ts';
import { refuse } from './audited-roots.ts';
import { HTTP_STATUS } from './errors.ts';
import type { ContextOf } from './http-api.ts';
import { LIMITS } from './limits.ts';
import { proofOf } from './proof.ts';

interface TelemetryRoute {
  readonly platform: Platform;
  readonly contextOf: ContextOf;
  readonly budget: Budget;
}

/**
 * `POST /telemetry`: the batches of edge agents, from partners whose devices report through a cloud of their own. The answer
 * comes after the commit and says of each reading what became of it; the same batch again gives the same readings.
 */
export async function registerTelemetryRoute(
  fastify: FastifyInstance,
  { platform, contextOf, budget }: TelemetryRoute,
): Promise<void> {
  const intake = openPartnerIntake(platform);
  await fastify.register(async (scope) => {
    // The bytes are kept as they came: a reading that is refused becomes a dead letter.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: LIMITS.bodyBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
      const { status, code, message } = faceOf(error);
      const requestId = randomUUID();
      if (status >= 500) platform.log.error({ requestId, err: error }, 'telemetry over HTTP failed');
      if (error instanceof Fault && code === 'RATE_LIMITED')
        void reply.header('retry-after', String(error.detail['retryAfterSeconds']));
      return reply.code(status).header('cache-control', 'no-store').send({ error: { code, message, requestId } });
    });
    scope.post<{ Body: Buffer }>('/telemetry', async (request, reply) => {
      const ctx = await contextOf(proofOf(request), request.ip);
      const body = request.body ?? Buffer.alloc(0);
      const { actor } = ctx;
      const { tenantId } = actor;
      try {
        (await ctx.ability()).demand('send-telemetry', 'Tenant');
      } catch (error) {
        return refuse(error, { operation: 'sendTelemetry', input: { bodyBytes: body.length }, ctx });
      }
      const batch = intake.parse(body);
      await spend(budget, { actor, policy: platform.tenants.byId(tenantId).api, points: batch.readings.length });
      void reply.header('cache-control', 'no-store');
      return intake.store(tenantId, batch, body);
    });
  });
}

function faceOf(error: Error & { statusCode?: number }): { status: number; code: string; message: string } {
  if (error instanceof Fault) return { status: HTTP_STATUS[error.code], code: error.code, message: error.message };
  const status = error.statusCode ?? 500;
  if (status === 413) return { status, code: 'QUERY_TOO_LARGE', message: `A batch has ${LIMITS.bodyBytes} bytes at most.` };
  if (status === 415) return { status, code: 'BAD_USER_INPUT', message: 'A batch is sent as `application/json`.' };
  if (status < 500) return { status, code: 'BAD_USER_INPUT', message: 'The request cannot be read.' };
  return { status: 500, code: 'INTERNAL', message: 'Something broke on our side. Quote the request id when you report it.' };
}
