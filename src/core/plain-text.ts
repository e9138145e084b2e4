/** Characters that steer what shows a text: controls, and marks that turn the direction of what follows. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text from a file without characters that steer a terminal or a page: names cannot overwrite or reverse what stands beside them. */
export const plainText = (text: string): string => text.replace(STEERING, ' ');
