namespace SessionKeys;

internal static class NarrowErrors
{
    public static SessionKeyException NoCommonValue(string path, string first, string second) => new(
        "envelope-not-combinable",
        $"The two envelopes were refused: {path} is {first} in the first and {second} in the second; allowed are " +
        "values with something in common. Change one of the two.");

    public static SessionKeyException TooMany(string path, int actual, int most) => new(
        "envelope-not-combinable",
        $"The two envelopes were refused: together {path} would hold {actual} items; allowed are at most {most}. " +
        "Leave out what says the same twice, or make two sessions.");
}
