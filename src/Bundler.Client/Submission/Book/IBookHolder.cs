namespace SessionKeys.Bundler.Client;

/// <summary>
/// A log that holds one book for all who use it in this process: each record is read once, and what several sessions
/// append at the same time is on the disk at the price of one.
/// </summary>
internal interface IBookHolder
{
    /// <summary>Gets the keeper of the book.</summary>
    BookKeeper Keeper { get; }
}
