/** One short message to somebody without a chat account. `id` makes it go out once. */
export type OutgoingMessage = Readonly<{ id: string; channel: 'sms' | 'email'; to: string; text: string }>;

/** What sends SMS and e-mail for the company; throws when the message was not taken. */
export type MessageSender = Readonly<{ send: (message: OutgoingMessage) => Promise<void> }>;
