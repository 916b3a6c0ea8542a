namespace SessionKeys.TestKit;

/// <summary>What happens to the module before the judged operation: a call of the account.</summary>
/// <param name="Time">The block's time, in unix seconds.</param>
/// <param name="Data">The call data.</param>
public sealed record VerdictStep(ulong Time, ReadOnlyMemory<byte> Data);
