using System.Runtime.CompilerServices;

namespace SessionKeys.Bundler.Client;

/// <summary>Refuses options outside their range, in one form for all classes of options.</summary>
/// <param name="owner">The name of the class of options.</param>
internal readonly struct OptionRange(string owner)
{
    /// <param name="actual">The option, by its name.</param>
    /// <param name="least">The least value that it may have.</param>
    /// <param name="most">The largest value that it may have.</param>
    /// <param name="option">Its name; the compiler fills it in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public void Check<T>(
        T actual, T least, T most, [CallerArgumentExpression(nameof(actual))] string option = "")
        where T : IComparable<T>
    {
        if (actual.CompareTo(least) < 0 || actual.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(
                option, actual, $"{owner}.{option} allows {least} to {most}; set a value in this range.");
        }
    }
}
