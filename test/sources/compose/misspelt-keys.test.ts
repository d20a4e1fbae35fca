import { describe, expect, it } from 'vitest';
import { A, app, claimed, type Files, found, read } from './reading.ts';

const more: Files = { 'web/x.labels': 'dns.host=x.example.com', 'web/more.yaml': 'services: {x: {labels: {a: b}}}' };
/** Keys of a service in Compose 5 that bring no labels. */
const known = `annotations attach build blkio_config cap_add cap_drop cgroup cgroup_parent command configs
  container_name cpu_count cpu_percent cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus cpuset
  credential_spec depends_on develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file
  environment expose external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation links logging
  mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable
  oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy
  pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period
  stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir`;

describe('a misspelt key', () => {
  it.each([
    ['lables: {dns.host: app.example.com}', 'labels'],
    ['label: {dns.host: app.example.com}', 'labels'],
    ['Labels: {dns.host: app.example.com}', 'labels'],
    ['label_files: x.labels', 'label_file'],
    ['labels_file: x.labels', 'label_file'],
    ['extend: {file: more.yaml, service: x}', 'extends'],
    ['deplyo: {replicas: 0}', 'deploy'],
  ])('of a service, %s, makes the source incomplete', async (line, meant) => {
    const good = { 'good/compose.yaml': 'services: {a: {labels: {dns.host: good.example.com}}}' };
    const reading = await read({ ...app('image: x', line), ...more, ...good });
    expect(found(reading)).toEqual(['error FILE_INVALID web/compose.yaml:4:5', 'warning SOURCE_INCOMPLETE -:0:0']);
    expect(reading.diagnostics[0]).toMatchObject({
      message: `"${line.split(':')[0]}" is no key of a service (service "app")`,
      hint: `did you mean "${meant}"?`,
      origin: 'web/compose.yaml#app',
    });
    expect(reading.missing).toEqual(['web/compose.yaml#app']);
    expect(claimed(reading)).toEqual([`good.example.com ${A}`]);
  });

  it('of an extended service is told where it is written', async () => {
    const base = { 'web/base.yaml': 'services:\n  base:\n    lables: {dns.host: app.example.com}\n' };
    const reading = await read({ ...app('extends: {file: base.yaml, service: base}'), ...base });
    expect(found(reading)).toEqual(['error FILE_INVALID web/base.yaml:3:5', 'warning SOURCE_INCOMPLETE -:0:0']);
    expect(reading.missing).toEqual(['web/compose.yaml#app']);
  });

  it('that a merge key brings in is told for each service that has it', async () => {
    const text = 'x: &x\n  lables: {dns.host: app.example.com}\nservices: {a: {<<: *x}, b: {<<: *x}}\n';
    const reading = await read({ 'web/compose.yaml': text });
    expect(reading.missing).toEqual(['web/compose.yaml#a', 'web/compose.yaml#b']);
  });

  it('in deploy counts where its labels do', async () => {
    const files = app('deploy: {lables: {dns.host: app.example.com}}');
    expect(found(await read(files))).toEqual([]);
    expect(found(await read(files, { settings: { swarm: true } }))).toEqual([
      'error FILE_INVALID web/compose.yaml:3:14',
      'warning SOURCE_INCOMPLETE -:0:0',
    ]);
  });

  it.each([
    ['includes: [more.yaml]', 'include'],
    ['servces: {x: {}}', 'services'],
  ])('of a file, %s, makes the source incomplete', async (line, meant) => {
    const reading = await read({ 'web/compose.yaml': `${line}\nservices: {}\n`, ...more });
    expect(found(reading)).toEqual(['error FILE_INVALID web/compose.yaml:1:1', 'warning SOURCE_INCOMPLETE -:0:0']);
    expect(reading.diagnostics[0]?.hint).toBe(`did you mean "${meant}"?`);
  });

  it('is none that Compose knows, nor an extension', async () => {
    const lines = [...known.split(/\s+/), 'x-labels', 'x-deploy'].map((key) => `${key}:`);
    const top = 'name: web\nversion: "3"\nnetworks:\nvolumes:\nsecrets:\nconfigs:\nmodels:\nx-services:\n';
    const files = app(...lines);
    expect(found(await read({ 'web/compose.yaml': `${files['web/compose.yaml']}${top}` }))).toEqual([]);
  });
});
