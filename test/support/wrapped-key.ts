/** Opens for nobody: whoever registers it asks for no passphrase. */
export const WRAPPED = {
  v: 1,
  kdf: 'pbkdf2-sha256',
  iterations: 600_000,
  salt: 'A'.repeat(24),
  iv: 'A'.repeat(16),
  ciphertext: 'A'.repeat(64),
};
