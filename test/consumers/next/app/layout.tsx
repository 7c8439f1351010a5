import type { ReactNode } from 'react';

export const metadata = { title: 'Next', icons: { icon: 'data:,' } };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      {/* what the board's listener writes */}
      <body suppressHydrationWarning>{children}</body>
    </html>
  );
}
