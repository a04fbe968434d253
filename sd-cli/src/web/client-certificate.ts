/**
 * Whether a client's certificate, or its absence, is what the web configuration asks for.
 *
 * Node has two of Go's five policies; the others are decided here, when the handshake is done.
 * Source: Go crypto/tls, `ClientAuthType`; the exporter-toolkit's `client_allowed_sans`.
 */
import type { X509Certificate } from 'node:crypto';
import type { TlsOptions, TLSSocket } from 'node:tls';
import type { ClientAuth } from '../web-config/web-settings.ts';
import type { TlsSetup } from '../web-config/web-setup.ts';
import { alternativeNames, canonicalName } from './alternative-names.ts';

type NodePolicy = Required<Pick<TlsOptions, 'requestCert' | 'rejectUnauthorized'>>;

/** As near as Node itself comes. */
export function nodePolicy(clientAuth: ClientAuth): NodePolicy {
  return {
    requestCert: clientAuth !== 'NoClientCert',
    rejectUnauthorized: clientAuth === 'RequireAndVerifyClientCert',
  };
}

/** After the handshake, for what Node let through. */
export function isWelcome(
  socket: Pick<TLSSocket, 'authorized' | 'getPeerX509Certificate'>,
  { clientAuth, allowedSans }: Pick<TlsSetup, 'clientAuth' | 'allowedSans'>,
): boolean {
  const certificate = socket.getPeerX509Certificate();
  if (!hasStanding(clientAuth, certificate !== undefined, socket.authorized)) return false;
  return allowedSans === undefined || (certificate !== undefined && hasName(certificate, allowedSans));
}

function hasStanding(clientAuth: ClientAuth, isGiven: boolean, isVerified: boolean): boolean {
  switch (clientAuth) {
    case 'NoClientCert':
    case 'RequestClientCert':
      return true;
    case 'RequireAnyClientCert':
      return isGiven;
    case 'VerifyClientCertIfGiven':
      return !isGiven || isVerified;
    case 'RequireAndVerifyClientCert':
      return isVerified;
  }
}

function hasName({ subjectAltName }: X509Certificate, allowed: readonly string[]): boolean {
  const names = new Set(alternativeNames(subjectAltName ?? ''));
  return allowed.some((name) => names.has(canonicalName(name)));
}
