/**
 * What the help of each command shows as examples. Its own file, because help must fit a screen: whoever
 * adds a flag sees here what else there is.
 */

/** By the command's name; the program's own is empty. Each line works when the files that it names are there. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  '': [
    'spcs-sd http --config.file=spcs-sd.yml',
    'spcs-sd file --config.file=spcs-sd.yml --output.file=sd/spcs.json',
    'spcs-sd lookup discover.monitor.my-pool.cp.spcs.internal',
  ],
  http: [
    'spcs-sd http --config.file=spcs-sd.yml',
    "spcs-sd http --config.file=spcs-sd.yml --web.listen-address='[::1]:9003'",
    'spcs-sd http --config.file=spcs-sd.yml --web.config.file=web.yml',
  ],
  file: ['spcs-sd file --config.file=spcs-sd.yml --output.file=sd/spcs.json'],
  check: ['spcs-sd check spcs-sd.yml', 'spcs-sd check --web.config.file=web.yml spcs-sd.yml'],
  targets: [
    'spcs-sd targets --config.file=spcs-sd.yml > targets.json',
    'spcs-sd targets --config.file=spcs-sd.yml --watch',
  ],
  lookup: [
    'spcs-sd lookup discover.monitor.my-pool.cp.spcs.internal',
    'spcs-sd lookup --config.file=spcs-sd.yml my-pool',
  ],
  sandbox: ['spcs-sd sandbox --demo', 'spcs-sd sandbox --dns.port=5353 --control.port=9100 --node.port=9101'],
  conform: [
    'spcs-sd conform --only=SD-RET -- spcs-sd conform-self',
    'spcs-sd conform --http=http://127.0.0.1:9003/targets',
  ],
  completion: [
    'eval "$(spcs-sd completion bash)"   # in ~/.bashrc',
    'eval "$(spcs-sd completion zsh)"    # in ~/.zshrc, after compinit',
    'spcs-sd completion fish > ~/.config/fish/completions/spcs-sd.fish',
  ],
};

/** Below a command's help; nothing for a command without examples. */
export function exampleText(command: string): string {
  const lines = examples[command] ?? [];
  if (lines.length === 0) return '';
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
