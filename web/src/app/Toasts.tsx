import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Short words about what was done, in a corner; nothing of them is needed before somebody does something. */
export function Toasts() {
  return <Notifications position="bottom-right" containerWidth={380} />;
}
