import { readIpv6 } from '../../core/address.ts';
import { type Hosts, refuseHost, takeHost } from './proxy-hosts.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';

/** Whether a text is `(name)`, a snippet, or `&(name)`, a named route. */
export function isSnippet(token: string): boolean {
  return token.endsWith(')') && (token.startsWith('(') || token.startsWith('&('));
}

/** Takes one address of a site, `[scheme://]host[:port][/path]`. */
export function takeAddress(token: string, label: Label, hosts: Hosts, dns: string, report: Report): void {
  if (isUnresolved(token)) hosts.unresolved.add(token);
  else if (isSnippet(token)) refuseHost(token, 'a snippet stands alone', label, hosts, report);
  else takeHostPort(token, label, hosts, dns, report);
}

function takeHostPort(token: string, label: Label, hosts: Hosts, dns: string, report: Report): void {
  const address = token.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '');
  const slash = address.indexOf('/');
  const hostPort = slash < 0 ? address : address.slice(0, slash);
  const literal = /^\[([^[\]]*)\](?::|$)/.exec(hostPort)?.[1] ?? hostPort;
  const colon = hostPort.lastIndexOf(':');
  const host = colon < 0 ? hostPort : hostPort.slice(0, colon);
  const port = colon < 0 ? '' : hostPort.slice(colon + 1);
  const isLocal = /(?:^|\.)localhost\.?$/i.test(host);
  if (host === '' || isLocal || readIpv6(literal) !== null) hosts.skipped.add(token);
  else if (/^\d{0,5}(?:-\d{1,5})?$/.test(port)) takeHost(host, label, hosts, dns, report);
  else refuseHost(host, `"${port.slice(0, 20)}" is no port`, label, hosts, report, `write ${label.key}=host:port`);
}

/** Takes one host of a matcher. */
export function takeMatcherHost(token: string, label: Label, hosts: Hosts, dns: string, report: Report): void {
  if (isUnresolved(token)) hosts.unresolved.add(token);
  else takeHost(token, label, hosts, dns, report);
}

/** Whether something in it is only known to Caddy: `{$VAR}`, `{env.X}`, `{{…}}`. */
function isUnresolved(token: string): boolean {
  return token.includes('{') || token.includes('}');
}
