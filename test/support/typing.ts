/** Keys, also where they come through WebDriver: it holds down all keys of one command together, then releases them. */
import { sendKeys } from '@web/test-runner-commands';

/** Whether the tests run in WebKit, which is driven through WebDriver. */
export const isWebKit = navigator.vendor.startsWith('Apple');

/** Types letter by letter, because a letter that comes twice in a command is typed once. */
export async function typeText(text: string): Promise<void> {
  for (const letter of text) await sendKeys({ type: letter });
}

/** WebDriver's codes of Shift and Tab. */
const SHIFT_TAB = '\uE008\uE004';

export async function pressShiftTab(): Promise<void> {
  if (isWebKit) return sendKeys({ type: SHIFT_TAB });
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ up: 'Shift' });
}
