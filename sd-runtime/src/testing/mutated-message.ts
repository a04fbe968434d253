/**
 * Messages with random damage, the same for the same seed.
 */

/** Integers below a limit, from a seed; xorshift of 32 bits. */
export type RandomBelow = (limit: number) => number;

export function randomBelow(seed: number): RandomBelow {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

type Damage = (message: Buffer, random: RandomBelow) => Buffer;

const flipBit: Damage = (message, random) => {
  const at = random(message.length);
  message[at] = (message[at] ?? 0) ^ (1 << random(8));
  return message;
};
const setByte: Damage = (message, random) => {
  const tellingBytes = [0, 1, 0x2e, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xff];
  message[random(message.length)] = tellingBytes[random(tellingBytes.length)] ?? 0;
  return message;
};
const plantPointer: Damage = (message, random) => {
  if (message.length < 16) return message;
  message.writeUInt16BE(0xc000 | random(message.length + 8), 12 + random(message.length - 14));
  return message;
};
const changeCount: Damage = (message, random) => {
  if (message.length >= 12)
    message.writeUInt16BE(random(2) === 0 ? random(5) : random(65_536), 4 + 2 * random(4));
  return message;
};
const cutEnd: Damage = (message, random) => message.subarray(0, random(message.length + 1));
const cutMiddle: Damage = (message, random) => {
  const from = random(message.length);
  return Buffer.concat([message.subarray(0, from), message.subarray(from + random(20))]);
};
const repeatPart: Damage = (message, random) => {
  const from = random(message.length);
  const part = message.subarray(from, from + random(64));
  return Buffer.concat([message.subarray(0, from), part, message.subarray(from)]);
};

const damages = [flipBit, setByte, plantPointer, changeCount, cutEnd, cutMiddle, repeatPart];

/** A copy with one to four damages. */
export function mutated(message: Buffer, random: RandomBelow): Buffer {
  let result: Buffer = Buffer.from(message);
  for (let count = 1 + random(4); count > 0 && result.length > 0; count--) {
    const damage = damages[random(damages.length)] ?? flipBit;
    result = damage(result, random);
  }
  return result;
}
