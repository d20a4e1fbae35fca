// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as people write them
import type { Mistakes } from './mistake.ts';

const good = `version: 1
owner: homelab
defaults: { ipv4: 192.168.1.10 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"], optional: true }
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"], optional: true }
providers:
  - { name: home, type: zonefile, zones: [home.example.com], directory: zones }
`;

/** A good configuration with one text in place of another; throws when it is not there. */
function but(was: string, is: string): string {
  if (!good.includes(was)) throw new Error(`${was} is not in the configuration`);
  return good.replace(was, () => is);
}

/** Whole configurations. */
export const configMistakes: Mistakes = {
  'misspelt key': but('sources:', 'source:'),
  'misspelt key of a source': but('files: ["overrides', 'file: ["overrides'),
  'misspelt key of a provider': but('directory', 'dir'),
  'wrong type': but('["overrides/*.yaml"]', '7'),
  'number in quotes': but('version: 1', 'version: "1"'),
  'boolean in quotes': but('optional: true', 'optional: "yes"'),
  'no owner': but('owner: homelab\n', ''),
  'owner with a blank': but('homelab', 'my home lab'),
  'tab for indentation': but('  - { name: home', '\t- { name: home'),
  'no blank behind a colon': but('owner: homelab', 'owner:homelab'),
  'missing bracket': but('[home.example.com]', '[home.example.com'),
  'key twice': `${good}owner: nas\n`,
  'two sources of one name': but('name: stacks', 'name: overrides'),
  'unknown type of provider': but('type: zonefile', 'type: zonefiles'),
  'unknown type of source': but('type: yaml', 'type: yml'),
  'unknown rule': `${good}rules: { ttl-lo: off }\n`,
  'unknown severity': `${good}rules: { ttl-low: warn }\n`,
  'unknown option of a rule': `${good}rules: { ttl-low: { max: 60 } }\n`,
  'fixed rule': `${good}rules: { a-syntax: off }\n`,
  'zone with a star inside': but('[home.example.com]', '["home.*.com"]'),
  'zone that is a URL': but('[home.example.com]', '["https://home.example.com"]'),
  'zone pattern that is no regular expression': but('[home.example.com]', '["/home(/"]'),
  'zones without a list': but('[home.example.com]', 'home.example.com'),
  'no zone': but('zones: [home.example.com], ', ''),
  'placeholder that is not closed': but('directory: zones', 'directory: "${env:ZONES"'),
  'placeholder of a shell': but('directory: zones', 'directory: "${ZONES}"'),
  'placeholder of an unknown kind': but('directory: zones', 'directory: "${vault:zones}"'),
  'TTL with blanks': but('ipv4: 192.168.1.10', 'ttl: 5 minutes'),
  'address of a host that is a name': but('ipv4: 192.168.1.10', 'ipv4: nas.home.example.com'),
  'unknown conflict strategy': `${good}conflicts: latest\n`,
  'guard that is a text': `${good}guards: { maxDeletes: "ten" }\n`,
  'newer version': but('version: 1', 'version: 2'),
  'list instead of a map': '- version: 1\n',
  'empty file': '',
};

/** A configuration whose mistake shows only when a provider is used. */
export const unsetSecret: string = but('directory: zones', 'directory: "${env:ZONES_FOLDER}"');

/** What all other mistakes are in. */
export const goodConfig: string = good;
