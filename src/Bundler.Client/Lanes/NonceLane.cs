namespace SessionKeys.Bundler.Client;

/// <summary>One row of nonces that an EntryPoint counts by itself.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="EntryPoint">The EntryPoint, which counts.</param>
/// <param name="Sender">The account.</param>
/// <param name="NonceKey">The nonce key, 192 bits: validation, nonce domain and lane.</param>
internal readonly record struct NonceLane(UInt256 ChainId, Address EntryPoint, Address Sender, UInt256 NonceKey);
