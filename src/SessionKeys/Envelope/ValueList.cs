using System.Collections;
using System.Runtime.CompilerServices;

namespace SessionKeys;

/// <summary>An immutable list that is equal to another one when their items are equal, in order.</summary>
/// <typeparam name="T">The items; they should be immutable too.</typeparam>
/// <remarks>
/// Records compare their members, and an ordinary list compares by reference; this one lets two envelopes with the
/// same terms be equal. <c>default</c> is the empty list. Write <c>[a, b]</c> to make one. Thread-safe.
/// </remarks>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[]? _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>Gets the number of items.</summary>
    public int Count => Items.Length;

    private T[] Items => _items ?? [];

    /// <summary>Gets one item.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <returns>The item.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public T this[int index] => Items[index];

    /// <summary>Compares two lists for equality.</summary>
    /// <param name="left">The first list.</param>
    /// <param name="right">The second list.</param>
    /// <returns>True when both have equal items in the same order.</returns>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Compares two lists for inequality.</summary>
    /// <param name="left">The first list.</param>
    /// <param name="right">The second list.</param>
    /// <returns>True when the lists are not equal.</returns>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    /// <summary>Views the items without copying them.</summary>
    /// <returns>The items in order.</returns>
    public ReadOnlySpan<T> AsSpan() => Items;

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Items.AsSpan().SequenceEqual(other.Items, null);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Describes the list for a debugger or a log.</summary>
    /// <returns>The number of items.</returns>
    public override string ToString() => $"{Count} items";
}

/// <summary>Makes lists that compare by value.</summary>
public static class ValueList
{
    /// <summary>Copies items into a list.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">Any number of items.</param>
    /// <returns>The list.</returns>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Copies items into a list.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">Any number of items.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new([.. items]);
    }
}
