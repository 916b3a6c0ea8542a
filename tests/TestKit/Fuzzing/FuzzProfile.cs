using System.Globalization;
using System.Security.Cryptography;

namespace SessionKeys.TestKit;

/// <summary>How much a fuzz test tries, and from where it starts.</summary>
/// <remarks>
/// <c>SESSION_KEYS_DEEP=1</c> (set by <c>scripts/test.sh --deep</c>) gives the larger number of cases and a new seed in
/// each run; <c>SESSION_KEYS_SEED</c> repeats a run whose seed a failed test printed.
/// </remarks>
public static class FuzzProfile
{
    private const ulong EverydaySeed = 1;

    private static readonly bool IsDeep = Environment.GetEnvironmentVariable("SESSION_KEYS_DEEP") == "1";

    /// <summary>The seed of this run; every fuzz test puts it into its messages.</summary>
    public static ulong Seed { get; } = ReadSeed();

    /// <summary>The number of cases to try.</summary>
    /// <param name="everyday">In each run of the tests.</param>
    /// <param name="deep">In the deep profile.</param>
    public static int Cases(int everyday, int deep) => IsDeep ? deep : everyday;

    private static ulong ReadSeed()
    {
        if (Environment.GetEnvironmentVariable("SESSION_KEYS_SEED") is { Length: > 0 } text)
        {
            return ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return IsDeep ? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) : EverydaySeed;
    }
}
