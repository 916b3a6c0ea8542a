namespace SessionKeys;

/// <summary>Encodes the calls of the execution guard, and reads their answers.</summary>
public static class SessionExecutionGuardCalls
{
    private static readonly AbiFunction RegisterFeedsFunction =
        AbiFunction.Parse($"registerFeeds{PriceFeedList.AbiTypes}");

    /// <summary>
    /// Encodes a call that makes a list of price feeds usable. Anybody may send it; a list that is known stays as it is.
    /// </summary>
    /// <param name="list">The list.</param>
    /// <returns>The call data for the guard.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is null.</exception>
    public static byte[] RegisterFeeds(PriceFeedList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return RegisterFeedsFunction.EncodeCall([list.ToAbi()]);
    }

    /// <summary>Reads what the guard returns for a list, for who tries the call before sending it.</summary>
    /// <param name="answer">What the guard returned.</param>
    /// <returns>The hash of the list, equal to <see cref="PriceFeedList.Hash"/>.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed (<c>abi-invalid-data</c>).</exception>
    public static Hash32 ReadRegisterFeeds(ReadOnlySpan<byte> answer) =>
        Hash32.FromBytes((byte[])AbiDecoder.Decode("(bytes32)", answer)[0]);
}
