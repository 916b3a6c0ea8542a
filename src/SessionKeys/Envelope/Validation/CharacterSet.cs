using System.Buffers;

namespace SessionKeys;

/// <summary>
/// The characters that a name in a grant may hold: none of them could make a name look like a line of the text.
/// </summary>
internal sealed class CharacterSet
{
    public static readonly CharacterSet Id = new("abcdefghijklmnopqrstuvwxyz0123456789._-", "[a-z0-9._-]", 1);

    public static readonly CharacterSet NonceDomain = new(
        "abcdefghijklmnopqrstuvwxyz0123456789._:-", "[a-z0-9._:-]", 1);

    public static readonly CharacterSet Label = new(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-", "[A-Za-z0-9._-]", 0);

    private readonly SearchValues<char> _characters;
    private readonly string _description;
    private readonly int _minimum;

    private CharacterSet(string characters, string description, int minimum)
    {
        _characters = SearchValues.Create(characters);
        _description = description;
        _minimum = minimum;
    }

    /// <summary>Gets what is allowed, in words.</summary>
    public string Allowed => $"{_minimum} to {EnvelopeLimits.MaxNameLength} characters of {_description}";

    public bool Holds(string text) => text.Length >= _minimum
        && text.Length <= EnvelopeLimits.MaxNameLength
        && !text.AsSpan().ContainsAnyExcept(_characters);

    public void Check(ViolationList violations, string path, string what, string text)
    {
        if (text.Length < _minimum || text.Length > EnvelopeLimits.MaxNameLength)
        {
            violations.Invalid(path, what, $"{text.Length} characters", Allowed, "Choose another name.");
            return;
        }

        int position = text.AsSpan().IndexOfAnyExcept(_characters);
        if (position >= 0)
        {
            violations.Add(
                "CharacterInvalid",
                path,
                what,
                $"the character U+{(int)text[position]:X4} at position {position}",
                Allowed,
                "Choose another name.");
        }
    }
}
