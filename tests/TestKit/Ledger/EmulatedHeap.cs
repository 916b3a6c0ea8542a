namespace SessionKeys.TestKit;

/// <summary>The memory of the emulated app: what each thing takes, and where it ends.</summary>
internal static class EmulatedHeap
{
    /// <summary>The real app signed at 14,112 and died at 14,576.</summary>
    public const int Capacity = 14_500;

    public static int Struct(string name) => Block(12) + Block(name.Length + 1);

    public static int Field(EmulatedField field)
    {
        int cost = Block(24) + Block(field.Key.Length + 1);
        if (field.Kind == EmulatedKind.Struct)
        {
            cost += Block(field.StructName.Length + 1);
        }

        if (field.Levels.Count > 0)
        {
            cost += Block(2 * field.Levels.Count);
        }

        return cost;
    }

    public static int Entry(string title, string text) => 24 + Block(title.Length + 1) + Block(text.Length + 1);

    /// <summary>
    /// What is shown of a text that no longer fits: one of 200 to 300 characters is stored empty and signed all the
    /// same; any other ends the message.
    /// </summary>
    public static string StoredText(int used, string title, string text)
    {
        bool vanishes = text.Length is >= 200 and <= 300
            && used + Entry(title, text) > Capacity
            && used + Entry(title, string.Empty) <= Capacity;
        return vanishes ? string.Empty : text;
    }

    /// <summary>What building the screens takes on top of the entries.</summary>
    public static int Review(int entries) => Block(20 * entries) + 24;

    /// <summary>The size is rounded up to a multiple of four; a header makes the whole a multiple of eight.</summary>
    private static int Block(int size)
    {
        int rounded = size % 4 == 0 ? size : size + 4 - (size % 4);
        return rounded % 8 == 0 ? rounded + 8 : rounded + 4;
    }
}
