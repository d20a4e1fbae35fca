import { constants } from 'node:fs';
import { access, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { messageOf, systemCode } from '../../errors.ts';
import { examineServer } from './examine-server.ts';
import type { ZonePlace } from './load.ts';
import { shownPath, type ZonefileProviderSettings } from './settings.ts';

/** What is looked at. */
export interface ExamineInput {
  readonly settings: ZonefileProviderSettings;
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  readonly places: readonly ZonePlace[];
}

const temporaryName = /^\.dns-sync-[0-9a-f]{12}$/;
const hourMs = 3_600_000;

/** What `doctor` wants to know of zone files: rights, leftovers, commands, who notices a change. Writes nothing. */
export async function examineZonefiles(input: ExamineInput, signal: AbortSignal): Promise<Diagnostic[]> {
  const { settings, root, places } = input;
  const { server } = settings;
  const files = await Promise.all(places.map(({ path }) => targetOf(path)));
  const folders = [...new Set([resolve(root, settings.directory), ...files.map((file) => dirname(file))])];
  const found = await Promise.all([
    ...folders.map((folder) => examineFolder(folder, input)),
    ...files.map((file) => examineFile(file, input)),
    examineProgram('check', input),
    examineProgram('reload', input),
    ...(server === undefined ? [] : places.map((place) => examineServer(server, place, signal))),
  ]);
  return [...found.flat(), ...examineReload(input)];
}

/** Where a chain of symbolic links ends: that file is replaced. */
async function targetOf(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}

async function examineFolder(folder: string, { settings, root }: ExamineInput): Promise<Diagnostic[]> {
  const shown = shownPath(root, folder) || '.';
  try {
    const standing = await nearestFolder(folder);
    await access(standing, constants.W_OK | constants.X_OK);
    return standing === folder ? await examineLeftovers(folder, shown, settings.name) : [];
  } catch (error) {
    const message = `the folder ${shown} cannot be written: ${messageOf(error)}`;
    const hint = 'make it writable for this user: new files are made there, and take the place of the old';
    return [{ code: 'ZONEFILE_UNWRITABLE', severity: 'error', message, hint, subject: settings.name }];
  }
}

/** The folder itself, or the one in which it would be made. Throws for anything else that stands there. */
async function nearestFolder(path: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) return path;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && dirname(path) !== path) return nearestFolder(dirname(path));
    throw error;
  }
  throw new Error(`${path} is no folder`);
}

async function examineLeftovers(folder: string, shown: string, subject: string): Promise<Diagnostic[]> {
  const names = (await readdir(folder)).filter((name) => temporaryName.test(name));
  const ages = await Promise.all(
    names.map((name) =>
      lstat(join(folder, name)).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      ),
    ),
  );
  const old = ages.filter((age) => age > hourMs).length;
  if (old === 0) return [];
  const files = old === 1 ? 'a temporary file' : `${old} temporary files`;
  const message = `${shown} holds ${files} (.dns-sync-…) of an apply that was killed`;
  return [{ code: 'ZONEFILE_LEFTOVER', severity: 'info', message, hint: 'the next apply there removes it', subject }];
}

async function examineFile(file: string, { settings, root }: ExamineInput): Promise<Diagnostic[]> {
  try {
    await access(file, constants.W_OK);
    return [];
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    const { inPlace = false, name: subject } = settings;
    const message = `${shownPath(root, file)} cannot be written: ${messageOf(error)}`;
    return [
      inPlace
        ? { code: 'ZONEFILE_UNWRITABLE', severity: 'error', message, hint: 'make it writable for this user', subject }
        : {
            code: 'ZONEFILE_UNWRITABLE',
            severity: 'warning',
            message: `${message}; apply replaces it all the same`,
            hint: 'make it writable for this user, or the folder read-only if it must not change',
            subject,
          },
    ];
  }
}

/** Whether the program of a command is there. Elsewhere than on Windows, which adds endings to names. */
async function examineProgram(key: 'check' | 'reload', { settings, root }: ExamineInput): Promise<Diagnostic[]> {
  const program = settings[key]?.[0];
  if (program === undefined || process.platform === 'win32' || /\{(?:zone|file)\}/.test(program)) return [];
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  for (const folder of folders) {
    if (await isProgram(resolve(root, folder, program))) return [];
  }
  const where = program.includes('/') ? 'is no program that can be run' : 'is in no folder of PATH';
  const message = `${key}: ${program} ${where}`;
  const hint = `install it, write its whole path, or remove ${key}; until then every apply fails there`;
  return [{ code: 'ZONEFILE_PROGRAM', severity: 'error', message, hint, subject: settings.name }];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Without `reload` it depends on the server who notices, and when (zonefile 6). */
function examineReload({ settings }: ExamineInput): Diagnostic[] {
  if (settings.reload !== undefined) return [];
  const serial = settings.serial === 'keep' ? ', and only with reload_by_mtime since serial: keep' : '';
  return [
    {
      code: 'ZONEFILE_NO_RELOAD',
      severity: 'info',
      message: `no reload is set: CoreDNS (file, auto) notices a change within its reload time, a minute by default${serial}; BIND, NSD, Knot and PowerDNS notice nothing by themselves`,
      hint: 'BIND: reload: [rndc, reload, "{zone}"]; NSD: [nsd-control, reload, "{zone}"]; Knot: [knotc, zone-reload, "{zone}"]; PowerDNS: [pdns_control, bind-reload-now, "{zone}"]',
      subject: settings.name,
    },
  ];
}
